// Which value wins when contacts become one. Pure: knows no database.
#pragma once
#include "features/crm/contacts.hpp"

namespace crm {

inline constexpr std::size_t most_losers = 10;

// "The job title is that of this contact." Fields: those of MergeField.
struct MergeChoice {
    std::string field;
    Uuid contact_id;
};
BOOST_DESCRIBE_STRUCT(MergeChoice, (), (field, contact_id))

struct MergeInput {
    Uuid winner;
    std::vector<Uuid> losers;
    std::vector<MergeChoice> choices;
};
BOOST_DESCRIBE_STRUCT(MergeInput, (), (winner, losers, choices))

struct MergeValue {
    Uuid contact_id;
    Json value;
};
BOOST_DESCRIBE_STRUCT(MergeValue, (), (contact_id, value))

// One field of the people to be merged. `email`, `phone` choose the primary one (all are kept);
// `company` goes with its link; `avatar` is address or file; own fields are "custom_fields.<key>".
struct MergeField {
    std::string field;
    Uuid chosen;          // whose value it will be
    bool differs = false; // not all filled values are the same
    std::vector<MergeValue> values;
};
BOOST_DESCRIBE_STRUCT(MergeField, (), (field, chosen, differs, values))

struct MergedContact {
    Contact contact; // the winner as he will be; counters, version and times of the row apart
    std::vector<MergeField> fields;
};

// `people`: the winner, then the losers; at least two. Unless chosen otherwise: the winner's value,
// and where he has none the first loser's who has; whoever is not to be contacted or has
// unsubscribed stays so; the furthest stage; the consent of `latest_consent_of`, who gave or
// withdrew it last. Addresses and tags are united. Problems name "choices[1].field" and
// "choices[1].contact_id", and "emails", "phones" or "tags" when there would be too many.
MergedContact merged_contact(const std::vector<Contact>& people,
                             const std::vector<MergeChoice>& choices,
                             const std::optional<Uuid>& latest_consent_of,
                             meta::Problems& problems);

} // namespace crm

template <>
inline constexpr auto meta::rules<crm::MergeChoice> =
    std::to_array<meta::Rule>({{.field = "field", .min = 1, .max = 100}});
template <>
inline constexpr auto meta::rules<crm::MergeInput> = std::to_array<meta::Rule>(
    {{.field = "losers", .min = 1, .max = crm::most_losers}, {.field = "choices", .max = 300}});
