// A contact of the database as a CSV file holds it. Pure: knows no database.
#pragma once
#include <map>
#include <span>

#include "features/crm/contacts.hpp"
#include "features/crm/custom_fields.hpp"
#include "features/crm/import/imported_contact.hpp"

namespace crm {

// `owners` has the address of each member. Custom values without a definition are left out.
ImportedContact exported_contact(const Contact& contact, std::string notes,
                                 std::span<const CustomField> custom_fields,
                                 const std::map<Uuid, std::string>& owners);

} // namespace crm
