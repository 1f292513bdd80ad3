#include "platform/http/problem.hpp"

#include "platform/meta/describe.hpp"

namespace http {
namespace {

constexpr ProblemType platform_types[] = {
    {"bad_request", 400, "The request could not be understood"},
    {"invalid_json", 400, "The body is not valid JSON"},
    {"project_required", 400, "Name the project in the X-Project-Id header"},
    {"sign_in_required", 401, "Sign in first"},
    {"invalid_key", 401, "The API key is not valid"},
    {"not_allowed", 403, "Your role does not allow this"},
    {"scope_missing", 403, "The API key lacks the scope for this"},
    {"key_not_accepted", 403, "This can only be done by a person who is signed in"},
    {"user_required", 403, "This needs a person, and the key has none"},
    {"cross_site_request", 403, "The request came from another site"},
    {"not_found", 404, "There is nothing here"},
    {"method_not_allowed", 405, "This address does not answer that method"},
    {"request_too_slow", 408, "The request came too slowly"},
    {"conflict", 409, "The request conflicts with what is stored"},
    {"already_exists", 409, "Such a record exists already"},
    {"version_conflict", 412, "Somebody changed this record in the meantime"},
    {"body_too_large", 413, "The body is too large"},
    {"unsupported_media_type", 415, "Send the body as application/json"},
    {"invalid_input", 422, "Some fields need another look"},
    {"idempotency_key_reused", 422, "This Idempotency-Key came before with another request"},
    {"reference_not_found", 422, "Something that this record refers to does not exist"},
    {"too_many_requests", 429, "Too many requests; wait a moment"},
    {"head_too_large", 431, "The address or the header fields are too long"},
    {"internal_error", 500, "Something went wrong on our side"},
    {"overloaded", 503, "The server is busy; try again in a moment"},
    {"database_unavailable", 503, "The database cannot be reached; try again in a moment"},
    {"took_too_long", 503, "This took too long and was stopped"},
    {"storage_full", 507, "The server has no room left"},
};

void write_member(std::string& out, std::string_view name, std::string_view value) {
    meta::write_string(name, out);
    out += ':';
    meta::write_string(value, out);
}

} // namespace

ProblemCatalogue::ProblemCatalogue() {
    add(platform_types);
}

void ProblemCatalogue::add(std::span<const ProblemType> types) {
    for (const auto& type : types) {
        if (find(type.code))
            throw std::logic_error("problem type twice: " + std::string(type.code));
        types_.push_back(type);
    }
}

void ProblemCatalogue::add(std::span<const ConstraintMeaning> meanings) {
    for (const auto& meaning : meanings) {
        if (meaning_of(meaning.constraint))
            throw std::logic_error("constraint twice: " + std::string(meaning.constraint));
        if (!find(meaning.code))
            throw std::logic_error("no such problem type: " + std::string(meaning.code));
        meanings_.push_back(meaning);
    }
}

const ProblemType* ProblemCatalogue::find(std::string_view code) const {
    for (const auto& type : types_)
        if (type.code == code) return &type;
    return nullptr;
}

const ConstraintMeaning* ProblemCatalogue::meaning_of(std::string_view constraint) const {
    for (const auto& meaning : meanings_)
        if (meaning.constraint == constraint) return &meaning;
    return nullptr;
}

Reply ProblemCatalogue::reply(const Refusal& refusal, std::string_view request_id) const {
    const auto* type = find(refusal.code);
    if (!type) throw std::logic_error("refusal without a problem type: " + refusal.code);
    std::string out = R"({"type":"about:blank",)";
    write_member(out, "title", type->title);
    out += R"(,"status":)" + std::to_string(type->status) + ',';
    write_member(out, "code", type->code);
    if (!refusal.detail.empty()) {
        out += ',';
        write_member(out, "detail", refusal.detail);
    }
    out += ',';
    write_member(out, "request_id", request_id);
    for (const auto& member : refusal.members) {
        out += ',';
        if (!member.is_json) {
            write_member(out, member.name, member.value);
            continue;
        }
        meta::write_string(member.name, out);
        out += ':' + member.value;
    }
    out += R"(,"errors":[)";
    for (std::size_t i = 0; i < refusal.problems.size(); ++i) {
        const auto& problem = refusal.problems[i];
        out += i == 0 ? "{" : ",{";
        write_member(out, "field", problem.field);
        out += ',';
        write_member(out, "code", problem.code);
        out += ',';
        write_member(out, "message", problem.message);
        out += '}';
    }
    out += "]}";
    auto reply = Reply::text(type->status, std::move(out), "application/problem+json");
    reply.headers.set("Cache-Control", "no-store");
    if (type->status == 503) reply.headers.set("Retry-After", "1");
    for (const auto& member : refusal.members)
        if (member.name == "retry_after_seconds") reply.headers.set("Retry-After", member.value);
    return reply;
}

std::optional<Reply> ProblemCatalogue::reply(const db::Error& error,
                                             std::string_view request_id) const {
    if (dynamic_cast<const db::Lost*>(&error))
        return reply(Refusal("database_unavailable"), request_id);
    if (error.timed_out() || error.lock_timed_out() || dynamic_cast<const db::Retry*>(&error))
        return reply(Refusal("took_too_long"), request_id);
    if (error.state == "53100") return reply(Refusal("storage_full"), request_id); // disk_full
    const auto* meaning = meaning_of(error.constraint);
    if (!meaning) return std::nullopt;
    Refusal refusal(meaning->code);
    if (!meaning->field.empty())
        refusal.problems.push_back({std::string(meaning->field), std::string(meaning->code),
                                    std::string(find(meaning->code)->title)});
    return reply(refusal, request_id);
}

Reply ProblemCatalogue::internal_error(std::string_view request_id) const {
    return reply(Refusal("internal_error"), request_id);
}

} // namespace http
