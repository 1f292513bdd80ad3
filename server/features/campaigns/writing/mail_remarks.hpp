// What an author of a mail ought to know before it leaves, beside what the server refuses.
#pragma once
#include <boost/describe.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <vector>

namespace campaigns {

struct MailRemark {
    std::string field; // of the block ("alt"), or empty: of the mail
    std::string code;  // those of problems; "missing_alt"; "no_way_out": no link to unsubscribe
    std::string message;
};
BOOST_DESCRIBE_STRUCT(MailRemark, (), (field, code, message))

// Of a block that holds no others.
std::vector<MailRemark> remarks_on_block(const boost::json::object& block);

// Of a document that was checked, as a whole.
std::vector<MailRemark> remarks_on_document(const boost::json::object& document);

} // namespace campaigns
