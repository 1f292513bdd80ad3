// What somebody in the team has to do, mostly about a contact.
#pragma once
#include "platform/http/handler.hpp"

namespace crm {

enum class TaskKind { call, email, meeting, todo };
BOOST_DESCRIBE_ENUM(TaskKind, call, email, meeting, todo)
struct Task {
    Uuid id;
    std::string title;
    TaskKind kind = TaskKind::todo;
    std::optional<std::string> description;
    std::optional<Uuid> contact_id;
    std::optional<std::string> contact_name;
    std::optional<Uuid> company_id;
    std::optional<std::string> company_name;
    std::optional<Timestamp> due_at, remind_at;
    std::optional<Uuid> assigned_to;
    std::optional<Timestamp> done_at;
    Timestamp created_at;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(Task, (),
                      (id, title, kind, description, contact_id, contact_name, company_id,
                       company_name, due_at, remind_at, assigned_to, done_at, created_at, version))

// Open ones that are due before `until`, the earliest first.
std::vector<Task> tasks_due(db::Transaction& tx, const Uuid& user_id, Timestamp until,
                            std::int32_t limit);

} // namespace crm
