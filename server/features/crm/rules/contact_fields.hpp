// The fields that the contact book itself brings. Internal to crm/rules.
#pragma once
#include "features/crm/rules/fields.hpp"

namespace crm {

std::vector<RuleField> contact_rule_fields();
RuleField custom_rule_field(const CustomField& custom);

} // namespace crm
