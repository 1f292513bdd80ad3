// The rows of a contact book, worked out as the API works them out and written with COPY.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "copy_text.hpp"
#include "features/crm/contact_generator.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/history_generator.hpp"

namespace bench {

class BookWriter {
  public:
    BookWriter(db::Connection& connection, Uuid project, std::vector<Uuid> members,
               testing_data::HistoryGenerator history);

    // Companies, tags, fields, contacts and what hangs on them, interactions, notes, tasks. `begin`
    // hears the name of each table.
    void write(const std::function<void(std::string_view table)>& begin);

  private:
    // A contact's part of each table.
    void contact(CopyText& row, std::uint64_t number);
    void email(CopyText& row, std::uint64_t number);
    void phone(CopyText& row, std::uint64_t number);
    void tags(CopyText& row, std::uint64_t number);
    void field_values(CopyText& row, std::uint64_t number);
    void interaction(CopyText& row, std::uint64_t number);
    void note(CopyText& row, std::uint64_t number);
    void task(CopyText& row, std::uint64_t number);

    void write_companies();
    void write_tags();
    void write_fields();
    void write_stats();
    Uuid id_of(std::uint64_t number) const;
    const Uuid& somebody(std::uint64_t number) const;
    Json custom_fields_of(const testing_data::Person& person, std::uint64_t number) const;

    db::Connection& connection_;
    const Uuid project_;
    const std::vector<Uuid> members_;
    const testing_data::ContactGenerator people_;
    const testing_data::HistoryGenerator history_;
    std::map<std::string, Uuid, std::less<>> companies_, tags_;
    std::vector<crm::CustomField> fields_;
};

} // namespace bench
