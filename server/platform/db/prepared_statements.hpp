// Which statements a session has prepared. Internal to platform/db.
#pragma once
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace db {

// Statements by their text, at most `capacity`. Names are never used twice, so that an answer that
// comes late or a statement that the server still has can never be taken for another one.
class PreparedStatements {
  public:
    explicit PreparedStatements(std::size_t capacity) : capacity_(capacity) {}
    PreparedStatements(const PreparedStatements&) = delete;
    PreparedStatements& operator=(const PreparedStatements&) = delete;

    // The name of a prepared statement, which becomes the most recently used; null when there is
    // none. The pointer holds until the next change.
    const std::string* find(std::string_view sql);
    // Gives the text a name; the least recently used statement is retired when there are too many.
    const std::string& add(std::string_view sql);
    // The server does not have it (preparing failed).
    void forget(std::string_view name);
    // The server has it and shall not.
    void retire(std::string_view name);
    void forget_all();
    // Names that the server should deallocate; the list is empty afterwards.
    std::vector<std::string> take_retired();

    std::size_t size() const { return by_text_.size(); }

  private:
    struct Entry {
        std::string sql, name;
    };
    void remove(std::list<Entry>::iterator entry);

    std::size_t capacity_;
    std::uint64_t last_number_ = 0;
    std::list<Entry> recent_; // most recently used first
    std::unordered_map<std::string_view, std::list<Entry>::iterator>
        by_text_; // keys lie in the entries
    std::vector<std::string> retired_;
};

} // namespace db
