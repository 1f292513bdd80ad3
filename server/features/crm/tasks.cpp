// Tasks of the team, mostly about a contact, with reminders.
#include "features/crm/tasks.hpp"
#include "features/accounts/accounts.hpp"
#include "features/crm/contact_parts.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/crm.hpp"
#include "features/crm/tasks.sql.hpp"
#include "platform/http/if_match.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/realtime/notifications.hpp"
#include "platform/realtime/outbox.hpp"
#include "platform/time/clock.hpp"
#include "platform/time/zones.hpp"

namespace crm {

enum class TaskStatus { open, done, all };
BOOST_DESCRIBE_ENUM(TaskStatus, open, done, all)
enum class TaskDue { overdue, today, week };
BOOST_DESCRIBE_ENUM(TaskDue, overdue, today, week)

struct TaskInput {
    std::string title;
    TaskKind kind = TaskKind::todo;
    std::optional<std::string> description;
    std::optional<Uuid> contact_id, company_id;
    std::optional<Timestamp> due_at, remind_at;
    std::optional<Uuid> assigned_to;
    bool done = false;
};
BOOST_DESCRIBE_STRUCT(TaskInput, (),
                      (title, kind, description, contact_id, company_id, due_at, remind_at,
                       assigned_to, done))

struct ListTasks {
    std::int32_t limit = 50;
    std::optional<std::string> after;
    TaskStatus status = TaskStatus::open;
    std::optional<TaskDue> due;
    std::optional<std::string> assigned_to; // a user's id, or "me"
    std::optional<Uuid> contact_id;
};
BOOST_DESCRIBE_STRUCT(ListTasks, (), (limit, after, status, due, assigned_to, contact_id))

struct DueReminder {
    Uuid project_id, id;
    std::string title;
    Uuid assigned_to;
    std::optional<Uuid> contact_id;
};
BOOST_DESCRIBE_STRUCT(DueReminder, (), (project_id, id, title, assigned_to, contact_id))

struct TaskEvent {
    Uuid id;
    std::optional<Uuid> contact_id;
};
BOOST_DESCRIBE_STRUCT(TaskEvent, (), (id, contact_id))

struct RemindOfTasks {
    static constexpr std::string_view kind = "remind_of_tasks";
    static constexpr auto lane = jobs::Lane::prompt;
};
BOOST_DESCRIBE_STRUCT(RemindOfTasks, (), ())

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::TaskInput> = std::to_array<meta::Rule>({
    {.field = "title", .min = 1, .max = 255, .format = "not-blank"},
    {.field = "kind", .optional = true},
    {.field = "description", .max = 5000},
    {.field = "assigned_to", .text = "A new task without one is the writer's own"},
    {.field = "done", .optional = true},
});
template <>
inline constexpr auto meta::rules<crm::ListTasks> = std::to_array<meta::Rule>({
    {.field = "limit", .min = 1, .max = 200, .optional = true},
    {.field = "status", .optional = true},
    {.field = "assigned_to", .text = "A user's id, or `me`"},
});

namespace crm {
namespace {

// The days that "today" and "week" mean, in the project's zone.
struct DueRange {
    std::optional<Timestamp> from, until;
};

DueRange range_of(http::Call& call, std::optional<TaskDue> due) {
    if (!due) return {};
    if (*due == TaskDue::overdue) return {std::nullopt, call.now};
    const auto zone = accounts::project_zone(call.tx);
    const auto today = zone.day(zone.date_at(call.now));
    if (*due == TaskDue::today) return {today.begin, today.end};
    return {today.begin, today.begin + std::chrono::days(7)};
}

std::optional<Uuid> assignee_of(http::Call& call, const std::optional<std::string>& text) {
    if (!text) return std::nullopt;
    if (*text == "me") return call.user_id();
    const auto id = Uuid::parse(*text);
    if (!id) throw Refusal::field("assigned_to", "bad_format", "must be a user's id, or `me`");
    return id;
}

Task find_task(http::Call& call, const Uuid& id) {
    auto task = call.tx.maybe<Task>(sql::find_task, id);
    if (!task) throw Refusal("not_found");
    return std::move(*task);
}

void check(http::Call& call, const TaskInput& input) {
    if (input.contact_id) find_contact(call.tx, *input.contact_id, true);
    if (input.remind_at && input.due_at && *input.remind_at > *input.due_at)
        throw Refusal::field("remind_at", "out_of_range", "must not be after the task is due");
}

void tell(http::Call& call, std::string_view what, const Task& task) {
    realtime::publish(call.tx, "tasks", what, TaskEvent{task.id, task.contact_id});
}

// GET /api/crm/tasks. By due time; what has none comes last.
http::Page<Task> list_tasks(http::Call& call, const http::Query<ListTasks>& query) {
    const auto cursor = http::read_time_cursor(query->after);
    const auto range = range_of(call, query->due);
    http::Page<Task> page;
    page.items =
        call.tx.all<Task>(sql::list_tasks, query->status, range.from, range.until,
                          assignee_of(call, query->assigned_to), query->contact_id,
                          cursor ? std::optional(cursor->at) : std::nullopt,
                          cursor ? std::optional(cursor->id) : std::nullopt, query->limit + 1);
    if (page.items.size() <= static_cast<std::size_t>(query->limit)) return page;
    page.items.pop_back();
    const auto& last = page.items.back();
    constexpr Timestamp no_due_time = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31);
    page.next = http::make_cursor(http::TimeCursor{last.due_at.value_or(no_due_time), last.id});
    return page;
}

// POST /api/crm/tasks
// Without an assignee it is the writer's own: else nobody would see it due or be reminded.
http::Created<Task> create_task(http::Call& call, const TaskInput& input) {
    check(call, input);
    const auto id = Uuid::make();
    call.tx.query(sql::insert_task, id, input.title, input.kind, input.description,
                  input.contact_id, input.company_id, input.due_at, input.remind_at,
                  input.assigned_to ? input.assigned_to : call.identity.user_id,
                  input.done ? std::optional(call.now) : std::nullopt, call.identity.user_id,
                  call.now);
    auto task = find_task(call, id);
    tell(call, "task.created", task);
    return {std::move(task), "/api/crm/tasks/" + id.text()};
}

// PATCH /api/crm/tasks/{id}
Task update_task(http::Call& call, const Uuid& id, const meta::Patch<TaskInput>& patch) {
    call.tx.query(sql::lock_task, id);
    const auto before = find_task(call, id);
    http::expect_version(call, before.version);
    TaskInput after{before.title,      before.kind,        before.description,
                    before.contact_id, before.company_id,  before.due_at,
                    before.remind_at,  before.assigned_to, before.done_at.has_value()};
    meta::apply(patch, after);
    check(call, after);
    const auto done_at =
        after.done ? std::optional(before.done_at.value_or(call.now)) : std::nullopt;
    call.tx.query(sql::update_task, id, after.title, after.kind, after.description,
                  after.contact_id, after.company_id, after.due_at, after.remind_at,
                  after.assigned_to, done_at, call.now);
    auto task = find_task(call, id);
    tell(call, "task.updated", task);
    return task;
}

// DELETE /api/crm/tasks/{id}
http::NoContent delete_task(http::Call& call, const Uuid& id) {
    call.tx.query(sql::lock_task, id);
    const auto task = find_task(call, id);
    http::expect_version(call, task.version);
    call.tx.query(sql::delete_task, id);
    tell(call, "task.deleted", task);
    return {};
}

// Every minute: who asked to be reminded, is.
void remind_of_tasks(jobs::Context& job) {
    const auto now = job.services.clock.now();
    job.in_system([&](db::Transaction& tx) {
        for (const auto& due : tx.all<DueReminder>(sql::claim_due_reminders, now)) {
            const auto link =
                due.contact_id ? "/contacts/" + due.contact_id->text() : std::string("/tasks");
            realtime::notify(tx, due.project_id,
                             {.user_id = due.assigned_to,
                              .kind = realtime::NotificationKind::task_reminder,
                              .title = text::Phrase::verbatim(due.title),
                              .link = link});
        }
    });
}

} // namespace

std::vector<Task> tasks_due(db::Transaction& tx, const Uuid& user_id, Timestamp until,
                            std::int32_t limit) {
    return tx.all<Task>(sql::list_tasks, TaskStatus::open, std::nullopt, until, user_id,
                        std::nullopt, std::nullopt, std::nullopt, limit);
}

void add_task_routes(http::Router& on) {
    using namespace http;
    on.get<list_tasks>("/api/crm/tasks", viewer("contacts:read"), Rate::read);
    on.post<create_task>("/api/crm/tasks", member("contacts:write"), Rate::write);
    on.patch<update_task>("/api/crm/tasks/{id}", member("contacts:write"), Rate::write);
    on.del<delete_task>("/api/crm/tasks/{id}", member("contacts:write"), Rate::write);
}

void add_task_jobs(jobs::Registry& registry) {
    registry.every<RemindOfTasks>("* * * * *", remind_of_tasks);
}

} // namespace crm
