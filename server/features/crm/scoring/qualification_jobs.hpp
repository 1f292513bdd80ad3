// The job that learns and then scores every lead of a project.
#pragma once
#include <boost/describe.hpp>
#include <string_view>

namespace crm {

struct QualifyContacts {
    static constexpr std::string_view kind = "qualify_contacts";
};
BOOST_DESCRIBE_STRUCT(QualifyContacts, (), ())

} // namespace crm
