// Files that go along with a message: uploaded to the platform's files, named by the message.
#pragma once
#include <mutex>

#include "features/campaigns/channel.hpp"
#include "platform/mail/message.hpp"
#include "platform/services.hpp"

namespace campaigns {

inline constexpr std::int64_t most_attachment_bytes = 10 << 20; // of a message, together

struct AttachedFile {
    Uuid id;
    std::string name, media_type;
    std::int64_t size = 0; // bytes
};
BOOST_DESCRIBE_STRUCT(AttachedFile, (), (id, name, media_type, size))

// In the order of `ids`, without those that are gone.
std::vector<AttachedFile> attached_files(db::Transaction& tx, const std::vector<Uuid>& ids);

// Problems of "media_attachments": one that is not there, named twice, that mail servers refuse as
// a program, or more than most_attachment_bytes together.
void check_attachments(Services& services, db::Transaction& tx, const std::vector<Uuid>& ids,
                       meta::Problems& problems);

// Those of one message, ready for many mails. Their content is read with the first mail and kept:
// who only looks at the message needs none. Thread-safe.
class Attachments {
  public:
    // Throws Unprepared when one is gone.
    Attachments(Services& services, db::Transaction& tx, const std::vector<Uuid>& ids);

    const std::vector<mail::Attachment>& contents() const;
    // In a mail: base64, with a line end every 76 characters.
    std::int64_t encoded_bytes() const { return encoded_bytes_; }

  private:
    const files::Store& files_;
    std::vector<std::string> hashes_;
    std::int64_t encoded_bytes_ = 0;
    mutable std::once_flag once_;
    mutable std::vector<mail::Attachment> attachments_;
};

// Removes those of them that nothing names any more; their content goes with the nightly sweep.
void forget_files(db::Transaction& tx, const std::vector<Uuid>& ids);

// By its name, or by how its content (the first bytes) begins.
bool is_program(std::string_view file_name, std::string_view head);

} // namespace campaigns
