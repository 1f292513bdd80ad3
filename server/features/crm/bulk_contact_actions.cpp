// The bulk actions of contacts themselves.
#include "features/crm/bulk_actions.hpp"
#include "features/crm/bulk_contact_actions.sql.hpp"
#include "features/crm/contacts.hpp"
#include "features/crm/tags.hpp"
#include "platform/meta/add_problem.hpp"
#include "platform/text/fold.hpp"

namespace crm {

struct BulkTags {
    std::vector<std::string> tags;
};
BOOST_DESCRIBE_STRUCT(BulkTags, (), (tags))

struct BulkAssignee {
    std::optional<Uuid> assigned_to; // null: nobody
};
BOOST_DESCRIBE_STRUCT(BulkAssignee, (), (assigned_to))

struct BulkStage {
    LifecycleStage lifecycle_stage = LifecycleStage::lead;
};
BOOST_DESCRIBE_STRUCT(BulkStage, (), (lifecycle_stage))

struct BulkSubscriptions {
    std::optional<bool> email_subscribed, sms_subscribed, do_not_contact;
};
BOOST_DESCRIBE_STRUCT(BulkSubscriptions, (), (email_subscribed, sms_subscribed, do_not_contact))

struct NoParameters {};
BOOST_DESCRIBE_STRUCT(NoParameters, (), ())

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::BulkTags> =
    std::to_array<meta::Rule>({{.field = "tags", .min = 1, .max = crm::most_tags}});

namespace crm {
namespace {

template <class T>
T read_parameters(const Json& parameters, meta::Problems& problems) {
    problems.at = "parameters";
    auto read = meta::read<T>(meta::parse_json(parameters.text), problems);
    problems.at.clear();
    return read;
}

// Parameters that were checked when the run was made.
template <class T>
T parameters_of(const BulkBatch& batch) {
    return meta::parse<T>(batch.parameters.text);
}

std::vector<std::string> folded(const std::vector<std::string>& names) {
    std::vector<std::string> all;
    for (const auto& name : names) all.push_back(text::fold(name));
    return all;
}

// "vip, summer and 3 more"
std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t shown = 2;
    std::string all;
    for (std::size_t i = 0; i < std::min(shown, names.size()); ++i)
        all += (i > 0 ? ", " : "") + names[i];
    if (names.size() > shown) all += " and " + std::to_string(names.size() - shown) + " more";
    return all;
}

void check_tag_names(const std::vector<std::string>& names, meta::Problems& problems) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!is_tag_name(names[i]))
            meta::add_problem(problems, "parameters.tags[" + std::to_string(i) + "]", "too_long",
                              "a tag has 1 to 60 characters");
}

class TagContacts : public BulkAction {
  public:
    std::string_view name() const override { return "tag"; }
    std::string check(db::Transaction& tx, const Json& parameters,
                      meta::Problems& problems) const override {
        const auto read = read_parameters<BulkTags>(parameters, problems);
        check_tag_names(read.tags, problems);
        check_tag_room(tx, read.tags);
        return "Tag with " + some_of(read.tags);
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        const auto tags = put_tags(batch.tx, parameters_of<BulkTags>(batch).tags);
        return batch.tx.one<BulkCounts>(sql::bulk_tag, batch.contact_ids, batch.run_id, tags,
                                        std::int64_t{most_tags});
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        batch.tx.later(sql::undo_bulk_tag, batch.contact_ids, batch.run_id);
        return batch.tx.all<Uuid>(sql::raise_versions, batch.contact_ids);
    }
};

class UntagContacts : public BulkAction {
  public:
    std::string_view name() const override { return "untag"; }
    std::string check(db::Transaction&, const Json& parameters,
                      meta::Problems& problems) const override {
        const auto read = read_parameters<BulkTags>(parameters, problems);
        check_tag_names(read.tags, problems);
        return "Remove the tag " + some_of(read.tags);
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        const auto names = folded(parameters_of<BulkTags>(batch).tags);
        const auto tags = batch.tx.all<Uuid>(sql::find_tags_named, names);
        return batch.tx.one<BulkCounts>(sql::bulk_untag, batch.contact_ids, batch.run_id, tags);
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        batch.tx.later(sql::undo_bulk_untag, batch.contact_ids, batch.run_id);
        return batch.tx.all<Uuid>(sql::raise_versions, batch.contact_ids);
    }
};

class AssignContacts : public BulkAction {
  public:
    std::string_view name() const override { return "assign"; }
    std::string check(db::Transaction& tx, const Json& parameters,
                      meta::Problems& problems) const override {
        problems.at = "parameters";
        const auto patch =
            meta::read_patch<BulkAssignee>(meta::parse_json(parameters.text), problems);
        problems.at.clear();
        if (!problems.empty()) return {};
        // Left out is a mistake, not "nobody".
        if (!patch.has("assigned_to"))
            meta::add_problem(problems, "parameters.assigned_to", "required",
                              "must be a member's id, or null for nobody");
        if (!patch.value.assigned_to) return "Assign to nobody";
        const auto member = tx.maybe<std::string>(sql::is_member, *patch.value.assigned_to);
        if (!member)
            meta::add_problem(problems, "parameters.assigned_to", "reference_not_found",
                              "must be a member of the project");
        return "Assign to " + member.value_or("");
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        return batch.tx.one<BulkCounts>(sql::bulk_assign, batch.contact_ids, batch.run_id,
                                        parameters_of<BulkAssignee>(batch).assigned_to, batch.now);
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        return batch.tx.all<Uuid>(sql::undo_bulk_assign, batch.contact_ids, batch.run_id,
                                  batch.now);
    }
};

class ChangeStage : public BulkAction {
  public:
    std::string_view name() const override { return "change_stage"; }
    std::string check(db::Transaction&, const Json& parameters,
                      meta::Problems& problems) const override {
        const auto read = read_parameters<BulkStage>(parameters, problems);
        return "Change the stage to " + std::string(meta::enum_name(read.lifecycle_stage));
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        return batch.tx.one<BulkCounts>(sql::bulk_change_stage, batch.contact_ids, batch.run_id,
                                        parameters_of<BulkStage>(batch).lifecycle_stage, batch.now);
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        return batch.tx.all<Uuid>(sql::undo_bulk_change_stage, batch.contact_ids, batch.run_id,
                                  batch.now);
    }
};

class SetSubscriptions : public BulkAction {
  public:
    std::string_view name() const override { return "set_subscriptions"; }
    std::string check(db::Transaction&, const Json& parameters,
                      meta::Problems& problems) const override {
        const auto read = read_parameters<BulkSubscriptions>(parameters, problems);
        if (!read.email_subscribed && !read.sms_subscribed && !read.do_not_contact)
            meta::add_problem(problems, "parameters", "required",
                              "give email_subscribed, sms_subscribed or do_not_contact");
        return "Change subscriptions";
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        const auto wanted = parameters_of<BulkSubscriptions>(batch);
        return batch.tx.one<BulkCounts>(sql::bulk_set_subscriptions, batch.contact_ids,
                                        batch.run_id, wanted.email_subscribed,
                                        wanted.sms_subscribed, wanted.do_not_contact, batch.now);
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        return batch.tx.all<Uuid>(sql::undo_bulk_set_subscriptions, batch.contact_ids, batch.run_id,
                                  batch.now);
    }
};

class DeleteContacts : public BulkAction {
  public:
    std::string_view name() const override { return "delete"; }
    std::string check(db::Transaction&, const Json& parameters,
                      meta::Problems& problems) const override {
        read_parameters<NoParameters>(parameters, problems);
        return "Move to the trash";
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        return batch.tx.one<BulkCounts>(sql::bulk_delete, batch.contact_ids, batch.run_id,
                                        batch.now);
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        const auto free = batch.tx.all<Uuid>(sql::restorable, batch.contact_ids);
        return batch.tx.all<Uuid>(sql::undo_bulk_delete, free);
    }
};

class RestoreContacts : public BulkAction {
  public:
    std::string_view name() const override { return "restore"; }
    bool in_trash() const override { return true; }
    std::string check(db::Transaction&, const Json& parameters,
                      meta::Problems& problems) const override {
        read_parameters<NoParameters>(parameters, problems);
        return "Restore from the trash";
    }
    BulkCounts apply(const BulkBatch& batch) const override {
        const auto free = batch.tx.all<Uuid>(sql::restorable, batch.contact_ids);
        auto counts = batch.tx.one<BulkCounts>(sql::bulk_restore, free, batch.run_id);
        counts.refused = static_cast<std::int64_t>(batch.contact_ids.size() - free.size());
        return counts;
    }
    std::vector<Uuid> undo(const BulkBatch& batch) const override {
        return batch.tx.all<Uuid>(sql::undo_bulk_restore, batch.contact_ids, batch.run_id);
    }
};

} // namespace

void add_contact_bulk_actions() {
    add_bulk_action(std::make_unique<TagContacts>());
    add_bulk_action(std::make_unique<UntagContacts>());
    add_bulk_action(std::make_unique<AssignContacts>());
    add_bulk_action(std::make_unique<ChangeStage>());
    add_bulk_action(std::make_unique<SetSubscriptions>());
    add_bulk_action(std::make_unique<DeleteContacts>());
    add_bulk_action(std::make_unique<RestoreContacts>());
}

} // namespace crm
