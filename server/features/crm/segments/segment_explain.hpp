// Why somebody is in a segment or is not: each condition with what the person has there.
#pragma once
#include "features/crm/segments/membership.hpp"

namespace crm {

enum class BranchKind { group, condition };
BOOST_DESCRIBE_ENUM(BranchKind, group, condition)

struct ExplainedBranch {
    std::string path; // "criteria.conditions[0]"; the root is "criteria"
    BranchKind kind = BranchKind::condition;
    bool fits = false;
    std::optional<std::string> match;                   // of a group: all, any, none
    std::optional<std::string> field, label, operator_; // of a condition
    std::optional<Json> expected;                       // its value as it stands in the criteria
    std::optional<std::string> value;                   // what the person has; absent: nothing
    std::optional<Timestamp> at;                        // when what it counts last happened
};
BOOST_DESCRIBE_STRUCT(ExplainedBranch, (),
                      (path, kind, fits, match, field, label, operator_, expected, value, at))

enum class Channel { email, sms };
BOOST_DESCRIBE_ENUM(Channel, email, sms)

// Whether the person may be written to: not the segment's business, but people ask both at once.
struct ChannelReach {
    Channel channel = Channel::email;
    bool reachable = false;
    std::optional<std::string> reason; // no_address, do_not_contact, unsubscribed
};
BOOST_DESCRIBE_STRUCT(ChannelReach, (), (channel, reachable, reason))

struct SegmentExplanation {
    Uuid segment_id, contact_id;
    bool is_member = false;
    bool fits_now = false; // the rule, asked at this moment
    bool by_rule = false;  // as stored; differs from fits_now for a second, or in a static segment
    std::optional<ByHand> by_hand;
    std::optional<Timestamp> since;
    bool in_trash = false;                 // and therefore no member
    std::vector<ExplainedBranch> branches; // each group before what stands in it
    std::vector<ChannelReach> channels;
};
BOOST_DESCRIBE_STRUCT(SegmentExplanation, (),
                      (segment_id, contact_id, is_member, fits_now, by_rule, by_hand, since,
                       in_trash, branches, channels))

SegmentExplanation explain_membership(http::Call& call, const Uuid& segment_id,
                                      const Uuid& contact_id);

std::vector<ChannelReach> reach_of(const Contact& contact);

} // namespace crm
