// One action on many contacts: a job in batches, undoable for 24 hours.
#pragma once
#include "features/crm/contact_list.hpp"

namespace crm {

inline constexpr std::size_t most_bulk_ids = 10'000;
inline constexpr std::int32_t bulk_batch = 1'000; // contacts of one transaction

// Whom an action is for: exactly one of `ids`, `everybody`, or a search and filter.
struct BulkInput {
    std::string action;
    Json parameters{"{}"};
    std::optional<std::vector<Uuid>> ids;
    std::optional<std::string> q;
    std::optional<Json> filter;
    bool everybody = false;
};
BOOST_DESCRIBE_STRUCT(BulkInput, (), (action, parameters, ids, q, filter, everybody))

struct BulkPreview {
    std::string title; // "Tag with vip"
    std::int64_t total = 0;
    bool total_is_estimate = false;
};
BOOST_DESCRIBE_STRUCT(BulkPreview, (), (title, total, total_is_estimate))

enum class BulkStatus {
    queued,
    running,
    finished,
    cancelled,
    failed,
    undoing,
    undone,
    undo_stopped
};
BOOST_DESCRIBE_ENUM(BulkStatus, queued, running, finished, cancelled, failed, undoing, undone,
                    undo_stopped)

struct BulkScope {
    std::optional<std::int32_t> ids_count;
    std::optional<std::string> q;
    std::optional<Json> filter;
    bool everybody = false;
};
BOOST_DESCRIBE_STRUCT(BulkScope, (), (ids_count, q, filter, everybody))

struct BulkRun {
    Uuid id;
    std::string action;
    std::string title;
    Json parameters;
    BulkScope selection;
    BulkStatus status = BulkStatus::queued;
    std::optional<std::int64_t> total; // absent until it starts
    std::int64_t processed = 0;
    std::int64_t changed = 0;
    std::int64_t refused = 0; // could not be changed: no room for a tag, address taken
    std::int64_t undone = 0;
    std::int64_t left_alone = 0; // not undone: edited since
    std::optional<Uuid> job_id, undo_job_id;
    std::optional<std::string> error;
    std::optional<Uuid> created_by;
    Timestamp created_at;
    std::optional<Timestamp> finished_at, undone_at;
    Timestamp undoable_until;
};
BOOST_DESCRIBE_STRUCT(BulkRun, (),
                      (id, action, title, parameters, selection, status, total, processed, changed,
                       refused, undone, left_alone, job_id, undo_job_id, error, created_by,
                       created_at, finished_at, undone_at, undoable_until))

// Refuses an action that is not known, parameters that it does not take, and a selection that
// cannot be read, all in one answer.
BulkPreview preview_bulk(http::Call& call, const BulkInput& input);
BulkRun start_bulk(http::Call& call, const BulkInput& input);
// Refusals: not_found, bulk_running, bulk_undone, bulk_too_old.
BulkRun undo_bulk(http::Call& call, const Uuid& id);
BulkRun find_bulk(db::Transaction& tx, const Uuid& id);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::BulkInput> = std::to_array<meta::Rule>({
    {.field = "action",
     .min = 1,
     .max = 60,
     .text = "tag, untag, assign, change_stage, set_subscriptions, add_to_segment, "
             "exclude_from_segment, delete or restore"},
    {.field = "parameters",
     .max = 16384,
     .format = "object",
     .optional = true,
     .text = "tag and untag: {\"tags\": […]}; assign: {\"assigned_to\": id or null}; change_stage: "
             "{\"lifecycle_stage\": …}; set_subscriptions: {\"email_subscribed\", "
             "\"sms_subscribed\", \"do_not_contact\"}, at least one of them; add_to_segment and "
             "exclude_from_segment: {\"segment_id\": …}"},
    {.field = "ids", .min = 1, .max = crm::most_bulk_ids},
    {.field = "q", .min = 1, .max = 200},
    {.field = "filter", .max = crm::longest_rule, .format = "object"},
    {.field = "everybody", .optional = true},
});
