#include "features/campaigns/attachments.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "features/campaigns/attachments.sql.hpp"
#include "platform/db/transaction.hpp"
#include "platform/files/store.hpp"
#include "platform/meta/add_problem.hpp"
#include "platform/text/ascii.hpp"

namespace campaigns {

struct AttachedContent {
    Uuid id;
    std::string name, media_type;
    std::int64_t size = 0;
    std::string content_hash;
};
BOOST_DESCRIBE_STRUCT(AttachedContent, (), (id, name, media_type, size, content_hash))

namespace {

// What Gmail and Outlook refuse, whatever is in it.
// https://support.google.com/mail/answer/6590
// https://support.microsoft.com/office/blocked-attachments-in-outlook-434752e1-02d3-4e90-9124-8b81e49a8519
constexpr std::string_view refused_extensions[] = {
    "ade", "adp", "apk",     "app", "appx", "asp", "bas", "bat", "cab",  "chm", "cmd",
    "com", "cpl", "diagcab", "dll", "dmg",  "ex",  "exe", "hlp", "hta",  "img", "inf",
    "ins", "iso", "isp",     "jar", "jnlp", "js",  "jse", "lib", "lnk",  "mde", "mjs",
    "msc", "msi", "msix",    "msp", "mst",  "nsh", "pif", "ps1", "psm1", "py",  "reg",
    "scr", "sct", "sh",      "shb", "sys",  "url", "vb",  "vbe", "vbs",  "vhd", "vhdx",
    "vxd", "ws",  "wsc",     "wsf", "wsh",  "xll"};

// Windows, Linux and macOS; a script that says by what it is run.
constexpr std::string_view beginnings_of_programs[] = {"MZ",
                                                       "\x7F"
                                                       "ELF",
                                                       "\xCF\xFA\xED\xFE",
                                                       "\xCE\xFA\xED\xFE",
                                                       "\xCA\xFE\xBA\xBE",
                                                       "#!"};

std::string beginning_of(Services& services, const std::string& hash) {
    const auto content = services.files.open(hash);
    return content ? content->read(0, 16) : std::string();
}

} // namespace

std::vector<AttachedFile> attached_files(db::Transaction& tx, const std::vector<Uuid>& ids) {
    std::vector<AttachedFile> files;
    for (auto& file : tx.all<AttachedContent>(sql::attached_contents, ids))
        files.push_back({file.id, std::move(file.name), std::move(file.media_type), file.size});
    return files;
}

void check_attachments(Services& services, db::Transaction& tx, const std::vector<Uuid>& ids,
                       meta::Problems& problems) {
    if (ids.empty()) return;
    std::map<Uuid, AttachedContent> found;
    for (auto& file : tx.all<AttachedContent>(sql::attached_contents, ids))
        found.emplace(file.id, file);
    std::set<Uuid> seen;
    std::int64_t bytes = 0;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        const auto field = fmt::format("media_attachments[{}]", i);
        const auto file = found.find(ids[i]);
        if (file == found.end())
            meta::add_problem(problems, field, "reference_not_found", "there is no such file");
        else if (!seen.insert(ids[i]).second)
            meta::add_problem(problems, field, "duplicate", "is there already");
        else if (is_program(file->second.name, beginning_of(services, file->second.content_hash)))
            meta::add_problem(problems, field, "not_allowed",
                              file->second.name + " is a program: mail servers refuse it");
        else
            bytes += file->second.size;
    }
    if (bytes > most_attachment_bytes)
        meta::add_problem(problems, "media_attachments", "too_large",
                          "are more than 10 MB together");
}

Attachments::Attachments(Services& services, db::Transaction& tx, const std::vector<Uuid>& ids)
    : files_(services.files) {
    if (ids.empty()) return;
    for (auto& file : tx.all<AttachedContent>(sql::attached_contents, ids)) {
        if (!files_.open(file.content_hash)) throw Unprepared("the file " + file.name + " is gone");
        const auto encoded = (file.size + 2) / 3 * 4;
        encoded_bytes_ += encoded + encoded / 76 * 2;
        hashes_.push_back(std::move(file.content_hash));
        attachments_.push_back({std::move(file.name), std::move(file.media_type), {}});
    }
    if (attachments_.size() != ids.size()) throw Unprepared("a file of the message is gone");
}

const std::vector<mail::Attachment>& Attachments::contents() const {
    std::call_once(once_, [&] {
        for (std::size_t i = 0; i < hashes_.size(); ++i) {
            const auto content = files_.open(hashes_[i]);
            if (!content) throw mail::Unsendable("a file of the message is gone");
            attachments_[i].content = content->read_all(most_attachment_bytes);
        }
    });
    return attachments_;
}

void forget_files(db::Transaction& tx, const std::vector<Uuid>& ids) {
    if (!ids.empty()) tx.query(sql::forget_files, ids);
}

bool is_program(std::string_view file_name, std::string_view head) {
    const auto dot = file_name.rfind('.');
    // Windows takes no notice of dots and blanks behind the name.
    auto extension =
        dot == file_name.npos ? std::string() : text::to_lower_ascii(file_name.substr(dot + 1));
    while (extension.ends_with(' ')) extension.pop_back();
    return std::ranges::find(refused_extensions, extension) != std::end(refused_extensions)
           || std::ranges::any_of(beginnings_of_programs,
                                  [&](auto beginning) { return head.starts_with(beginning); });
}

} // namespace campaigns
