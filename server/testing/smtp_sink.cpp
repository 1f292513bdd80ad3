#include "testing/smtp_sink.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

#include "testing/paths.hpp"

namespace testing_servers {
namespace {

namespace fs = std::filesystem;

// "X-Rcpt-Args: <ada@example.com> SIZE=5" gives "ada@example.com".
std::string address_in(const std::string& line) {
    const auto begin = line.find('<'), end = line.find('>');
    return begin == line.npos || end == line.npos ? line : line.substr(begin + 1, end - begin - 1);
}

// The sink writes lines in LF, and above the mail what it knows of it: X-… lines of the envelope,
// then a Received field of its own, which goes on in lines that begin with a tab.
SunkMail read_mail(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    SunkMail mail;
    std::string line;
    while (std::getline(in, line) && line.starts_with("X-")) {
        if (line.starts_with("X-Mail-Args:")) mail.from = address_in(line);
        if (line.starts_with("X-Rcpt-Args:")) mail.to += address_in(line);
    }
    if (!line.starts_with("Received:")) throw std::runtime_error("not of smtp-sink: " + line);
    while (std::getline(in, line) && line.starts_with('\t')) {
    }
    do mail.bytes += line + "\r\n";
    while (std::getline(in, line));
    // It ends each mail with an empty line of its own.
    if (mail.bytes.ends_with("\r\n\r\n")) mail.bytes.erase(mail.bytes.size() - 2);
    return mail;
}

} // namespace

SmtpSink::SmtpSink(Mails mails) {
    program_.make_folder("mails");
    // Where the program's user can read it, wherever the checkout lies.
    const auto tools = program_.folder() / "postfix";
    fs::copy(testing_paths::source_folder() / ".tools/postfix/usr", tools,
             fs::copy_options::recursive);
    std::vector<std::string> arguments{"/usr/bin/env",
                                       "LD_LIBRARY_PATH=" + (tools / "lib/postfix").string(),
                                       (tools / "sbin/smtp-sink").string()};
    if (mails == Mails::kept)
        arguments.insert(arguments.end(), {"-d", (program_.folder() / "mails/mail.").string()});
    arguments.insert(arguments.end(), {fmt::format("127.0.0.1:{}", port_), "1000"});
    program_.start(std::move(arguments), port_);
}

std::vector<SunkMail> SmtpSink::mails() const {
    std::vector<SunkMail> mails;
    for (const auto& file : fs::directory_iterator(program_.folder() / "mails"))
        mails.push_back(read_mail(file.path()));
    return mails;
}

} // namespace testing_servers
