// Projects that send campaigns over SMTP: the real server on a data folder made for the occasion,
// with people who have names, a mail from the library and senders that lead to a sink.
#pragma once
#include "server.hpp"
#include "testing/smtp_sink.hpp"
#include "testing/temporary_folder.hpp"

namespace bench {

class MailScene {
  public:
    using Clock = std::chrono::steady_clock;

    // So many projects of one owner, each with a sender.
    explicit MailScene(int projects = 1);

    const testing_servers::SmtpSink& sink() const { return sink_; }
    const Server& server() const { return *server_; }
    // The server's data folder.
    std::filesystem::path data() const { return folder_.path() / "data"; }
    // Signed in, in that project.
    Client& client(int project = 0) { return clients_.at(static_cast<std::size_t>(project)); }

    // From now on the project's mails are signed with a key of 2048 bits.
    void sign(int project = 0);

    // A segment of so many new people; its id.
    Uuid add_segment(int people, int project = 0);
    // A draft with one mail to a segment, rehearsed; its path, and how long the rehearsal took.
    struct Rehearsed {
        std::string path, rehearsal_id;
        double seconds = 0;
        int project = 0;
    };
    Rehearsed rehearse(const Uuid& segment, int project = 0);
    void approve(const Rehearsed& campaign);
    // Until nothing is pending; std::runtime_error when that takes longer than the limit or
    // somebody did not get it.
    void await_end(const Rehearsed& campaign, std::chrono::minutes limit);
    // From approval to the end, in mails a minute.
    double send(const Rehearsed& campaign);

    // One mail as it leaves.
    std::string example_mail(bool is_signed, int project = 0);

    std::int64_t number(const std::string& sql);
    std::vector<Uuid> ids(const std::string& sql);

  private:
    std::vector<Uuid> add_projects(int count); // of one owner; their ids
    void add_sender(Client& admin);

    testing_paths::TemporaryFolder folder_;
    testing_servers::SmtpSink sink_{testing_servers::SmtpSink::Mails::forgotten};
    std::unique_ptr<Server> server_;
    std::unique_ptr<db::Connection> database_;
    std::vector<Client> clients_;
    std::vector<std::string> senders_; // ids
};

} // namespace bench
