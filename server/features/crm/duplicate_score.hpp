// How sure we are that two contacts are one person. Pure: knows no database.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/meta/describe.hpp"

namespace crm {

// What two contacts have in common.
enum class DuplicateReason {
    mailbox,          // ana.b+shop@gmail.com and anab@gmail.com
    phone,            // the same number
    name_and_company, // the same name at the same company
    name_and_domain,  // the same name, and addresses of one company's domain
    similar_name      // nearly the same name; never alone
};
BOOST_DESCRIBE_ENUM(DuplicateReason, mailbox, phone, name_and_company, name_and_domain,
                    similar_name)

// 0 to 100. Each reason by itself leaves a doubt, and independent doubts multiply:
// 100 × (1 − Π doubt), the "noisy or" of Pearl, Probabilistic Reasoning in Intelligent Systems
// (1988), 4.3.2. Doubts: mailbox 0.15, phone 0.40, name and company 0.20, name and domain 0.25,
// similar name 0.60. A shared phone under two quite different names is a household or an office:
// its doubt is 0.80 then. Names are folded ("first last"); an empty one says nothing.
std::int32_t duplicate_score(const std::vector<DuplicateReason>& reasons, std::string_view name,
                             std::string_view other_name);

// 0 (nothing in common) to 1 (the same): Jaro-Winkler, W. E. Winkler, "String Comparator Metrics
// and Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage" (1990), prefix scale
// 0.1 over at most four characters. Words in another order are the same name.
double name_similarity(std::string_view folded, std::string_view other_folded);

inline constexpr double similar_names_from = 0.90;
inline constexpr double different_names_below = 0.70;

// Whether anybody can have an address there, so that sharing it says nothing of two people.
bool is_free_mail_domain(std::string_view domain);
const std::vector<std::string>& free_mail_domains();

} // namespace crm
