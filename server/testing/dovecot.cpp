#include "testing/dovecot.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <sys/stat.h>

#include <algorithm>

namespace testing_servers {
namespace {

std::string group_of(const db::SystemUser& user) {
    const auto* group = ::getgrgid(user.group);
    return group ? group->gr_name : std::to_string(user.group);
}

template <class Condition>
int count_in(const std::filesystem::path& maildir, Condition counts) {
    int count = 0;
    for (const auto* room : {"new", "cur"})
        for (const auto& file : std::filesystem::directory_iterator(maildir / room))
            if (counts(file.path().filename().string())) ++count;
    return count;
}

} // namespace

Dovecot::Dovecot(const std::string& token_info_url) {
    for (const auto* folder : {"run", "state", "mail", "mail/cur", "mail/new", "mail/tmp"})
        program_.make_folder(folder);
    program_.write("certificate.pem", identity_.certificate_pem());
    program_.write("key.pem", identity_.key_pem());
    program_.write("users", fmt::format("{}:{{PLAIN}}{}\n", user, password));
    const auto file = program_.write("dovecot.conf", configuration(token_info_url));
    program_.start({"/usr/sbin/dovecot", "-F", "-c", file.string()}, imap_);
}

Dovecot::~Dovecot() {
    program_.stop(); // its children too, which a kill would leave behind
}

void Dovecot::deliver(std::string_view mail, Timestamp at, const std::string& folder) {
    std::string maildir = "mail";
    if (!folder.empty()) {
        maildir += "/" + folder;
        if (!std::filesystem::exists(program_.folder() / maildir)) {
            program_.make_folder(maildir);
            for (const auto* room : {"/cur", "/new", "/tmp"}) program_.make_folder(maildir + room);
        }
    }
    // Dovecot numbers what it finds by the name, and the time of the file is when it came.
    const auto path =
        program_.write(fmt::format("{}/new/{:010}.test.local", maildir, ++delivered_), mail);
    const timespec when{std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count(), 0};
    const timespec times[]{when, when};
    ::utimensat(AT_FDCWD, path.c_str(), times, 0);
}

int Dovecot::mails() const {
    return count_in(program_.folder() / "mail", [](const std::string&) { return true; });
}

int Dovecot::seen_mails() const {
    return count_in(program_.folder() / "mail", [](const std::string& name) {
        const auto flags = name.find(":2,");
        return flags != name.npos && name.find('S', flags) != name.npos;
    });
}

void Dovecot::renumber() {
    std::vector<std::filesystem::path> numbers;
    for (const auto& file : std::filesystem::directory_iterator(program_.folder() / "mail"))
        if (file.path().filename().string().starts_with("dovecot")) numbers.push_back(file.path());
    for (const auto& file : numbers) std::filesystem::remove_all(file);
}

std::string Dovecot::configuration(const std::string& token_info_url) {
    std::string tokens;
    if (!token_info_url.empty()) {
        const auto file = program_.write(
            "tokens.conf",
            fmt::format("tokeninfo_url = {}\nusername_attribute = email\n", token_info_url));
        tokens = fmt::format(
            "auth_mechanisms = plain xoauth2\npassdb {{\n  driver = oauth2\n  mechanisms = "
            "xoauth2\n  args = {}\n}}\n",
            file.string());
    }
    const auto& home = program_.folder().string();
    const auto& name = program_.user().name;
    return fmt::format(
        R"(base_dir = {0}/run
state_dir = {0}/state
log_path = {0}/dovecot.log
protocols = imap pop3
listen = 127.0.0.1
ssl = yes
ssl_cert = <{0}/certificate.pem
ssl_key = <{0}/key.pem
default_internal_user = {1}
default_login_user = {1}
default_internal_group = {2}
first_valid_uid = 1
auth_failure_delay = 0
mail_fsync = never
mail_location = maildir:{0}/mail
{9}passdb {{
  driver = passwd-file
  mechanisms = plain
  args = scheme=PLAIN {0}/users
}}
userdb {{
  driver = static
  args = uid={3} gid={4} home={0}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {5}
  }}
  inet_listener imaps {{
    port = {6}
    ssl = yes
  }}
}}
service pop3-login {{
  chroot =
  inet_listener pop3 {{
    port = {7}
  }}
  inet_listener pop3s {{
    port = {8}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
)",
        home, name, group_of(program_.user()), program_.user().id, program_.user().group, imap_,
        imaps_, pop3_, pop3s_, tokens);
}

} // namespace testing_servers
