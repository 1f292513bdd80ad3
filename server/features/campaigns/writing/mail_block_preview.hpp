// One block as one person gets it, for the editor, which draws a mail block by block.
#pragma once
#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "features/campaigns/writing/mail_remarks.hpp"
#include "features/campaigns/writing/vocabulary.hpp"

namespace campaigns {

struct BlockPreview {
    std::string html;                // empty: nothing can be drawn
    std::vector<MailRemark> remarks; // mistakes first
};
BOOST_DESCRIBE_STRUCT(BlockPreview, (), (html, remarks))

// `block` may be anything; `columns` as in write_mail_block. What is wrong in it is left out of the
// picture, and a token that is none stands there as it was written. `data` is the reader's.
BlockPreview preview_mail_block(const boost::json::object& theme, const boost::json::value& block,
                                int columns, const Vocabulary& vocabulary,
                                const boost::json::object& data);

} // namespace campaigns
