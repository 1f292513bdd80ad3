#include "contact_book.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "book_writer.hpp"
#include "features/accounts/administration.hpp"
#include "features/crm/custom_fields.hpp"
#include "platform/crypto/passwords.hpp"
#include "platform/db/database.hpp"
#include "platform/db/private_cluster.hpp"
#include "platform/time/clock.hpp"
#include "server.hpp"

namespace bench {
namespace {

// Of what the loader writes: another number makes the book anew.
constexpr std::string_view book_version = "1";
constexpr auto mark = "prepared"; // a file in the folder of a whole one

struct People {
    Uuid project;
    std::vector<Uuid> members;
};

People create_people(db::Pool& database, Timestamp now) {
    crypto::PasswordHasher passwords;
    return database.in_transaction({.role = db::Role::system}, [&](db::Transaction& tx) {
        const auto account = [&](std::string name, std::string email) {
            return accounts::create_user(
                tx, passwords,
                {.name = name, .email = email, .password = std::string(ContactBook::password)},
                now);
        };
        People made;
        const auto owner = account("Owner", std::string(ContactBook::owner));
        made.project = accounts::create_project(
            tx, {.name = "Bench", .time_zone = "Europe/London", .default_region = "GB"}, owner,
            now);
        for (int number = 1; number <= book_members; ++number) {
            made.members.push_back(
                account(fmt::format("Member {}", number), ContactBook::member(number)));
            accounts::create_member(tx, made.project, made.members.back(), http::MemberRole::member,
                                    now);
        }
        return made;
    });
}

// Rows come in without indexes and foreign key checks: the checks would be met, and an index is
// built in a tenth of the time when all is there. The definitions are the schema's own.
class IndexesLater {
  public:
    IndexesLater(const Bench& bench, db::Connection& connection)
        : bench_(bench), connection_(connection) {
        const auto indexes = run(
            "SELECT i.indexrelid::regclass::text, "
            "replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') FROM pg_index i "
            "JOIN pg_class t ON t.oid = i.indrelid "
            "WHERE t.relnamespace = 'public'::regnamespace AND NOT t.relispartition "
            "AND t.relname IN ('contacts', 'contact_emails', 'contact_phones', 'contact_stats', "
            "'contact_tags', 'contact_field_values', 'contact_interactions') "
            "AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)");
        for (int row = 0; row < indexes.rows(); ++row) {
            definitions_.emplace_back(*indexes.value(row, 1));
            connection_.run_script("DROP INDEX " + std::string(*indexes.value(row, 0)));
        }
    }
    void build() {
        for (const auto& definition : definitions_) {
            bench_.say(definition.substr(0, definition.find(" USING ")));
            connection_.run_script(definition);
        }
    }

  private:
    db::Result run(std::string_view sql) {
        const db::Command commands[] = {{"indexes", sql, {}}};
        return std::move(connection_.run(commands).front());
    }

    const Bench& bench_;
    db::Connection& connection_;
    std::vector<std::string> definitions_;
};

void fill(const Bench& bench, const std::string& conninfo, std::uint64_t contacts) {
    const auto now = SystemClock().now();
    db::Pool database(conninfo, 2);
    const auto people = create_people(database, now);
    db::Connection connection(conninfo);
    connection.run_script(
        "SET statement_timeout = 0; SET session_replication_role = replica; "
        "SET maintenance_work_mem = '1GB'");
    IndexesLater indexes(bench, connection);
    BookWriter(connection, people.project, people.members,
               {1, contacts, contacts * events_per_contact, now})
        .write([&](std::string_view table) { bench.say("rows of " + std::string(table)); });
    connection.run_script( // the triggers that note whose bitmaps follow are off
        "INSERT INTO contact_bitmap_fills (project_id, after) "
        "SELECT id, '00000000-0000-0000-0000-000000000000' FROM projects");
    indexes.build();
    bench.say("VACUUM ANALYZE");
    connection.run_script("VACUUM (FREEZE, ANALYZE)");
    connection.run_script("CHECKPOINT");
}

// A book that lay here over night would be searched for duplicates as soon as its server starts,
// and one that was only just made as well, for half an hour beside everything that is measured.
void end_night(const std::string& conninfo) {
    db::Connection connection(conninfo);
    connection.run_script(
        "UPDATE jobs SET status = 'cancelled', finished_at = now() "
        "WHERE status IN ('queued', 'running');"
        "UPDATE schedules SET next_run_at = now() + interval '1 day' "
        "WHERE split_part(expression, ' ', 2) <> '*';" // those of a certain hour
        "INSERT INTO duplicate_progress (project_id, changed_at, sweep_day) "
        "SELECT id, now(), current_date FROM projects "
        "ON CONFLICT (project_id) DO UPDATE "
        "SET changed_at = now(), sweep_day = current_date, swept_id = NULL");
}

// False: made by another version of the loader, or with migrations that do not lead to ours.
bool usable(const Bench& bench, const ContactBook& book) {
    std::string found;
    if (!(std::ifstream(book.folder / mark) >> found) || found != book_version) return false;
    const db::PrivateCluster cluster(book.folder); // one that another server uses stays
    try {
        // New statistics are empty until somebody looks at the rows.
        if (db::migrate(cluster.conninfo(), migrations()) > 0) {
            db::Connection connection(cluster.conninfo());
            connection.run_script("SET statement_timeout = 0");
            connection.run_script("ANALYZE");
        }
        end_night(cluster.conninfo());
        return true;
    } catch (const std::exception& error) {
        bench.say(std::string("cannot be used any more: ") + error.what());
        return false;
    }
}

bool has_bitmaps(db::Connection& connection) {
    const db::Command commands[] = {{"fills", "SELECT FROM contact_bitmap_fills", {}}};
    return connection.run(commands).front().empty();
}

// By the server itself, as in a book that comes from an older version.
void wait_for_bitmaps(const Bench& bench, const ContactBook& book) {
    using namespace std::chrono_literals;
    const Server server(book.folder);
    auto connection = server.database();
    if (has_bitmaps(connection)) return;
    bench.say("bitmaps");
    while (!has_bitmaps(connection)) std::this_thread::sleep_for(200ms);
    connection.run_script("VACUUM (ANALYZE) contact_positions, contact_bitmaps");
}

} // namespace

ContactBook prepared_contact_book(const Bench& bench, std::uint64_t contacts) {
    const ContactBook book{bench.data() / fmt::format("contacts-{}", contacts), contacts};
    if (usable(bench, book)) {
        wait_for_bitmaps(bench, book);
        return book;
    }
    bench.say(fmt::format("making {} contacts in {}", contacts, book.folder.string()));
    std::filesystem::remove_all(book.folder);
    std::filesystem::create_directories(book.folder);
    {
        const db::PrivateCluster cluster(book.folder);
        db::migrate(cluster.conninfo(), migrations());
        fill(bench, cluster.conninfo(), contacts);
        end_night(cluster.conninfo());
    }
    std::ofstream(book.folder / mark) << book_version << '\n';
    wait_for_bitmaps(bench, book);
    return book;
}

} // namespace bench
