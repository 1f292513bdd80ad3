// What an author of a mail ought to know before it leaves, beside what the server refuses.
#pragma once
#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

namespace campaigns {

struct MailRemark {
    std::string field; // of the block ("alt") or of the message ("settings.document")
    std::string code;  // those of problems; "missing_alt", "unsubscribe_missing"
    std::string message;
};
BOOST_DESCRIBE_STRUCT(MailRemark, (), (field, code, message))

// Of a block that holds no others.
std::vector<MailRemark> remarks_on_block(const boost::json::object& block);

} // namespace campaigns
