#include "features/accounts/identities.hpp"

#include "features/accounts/identities.sql.hpp"
#include "features/accounts/keys.hpp"
#include "features/accounts/lookup_cache.hpp"
#include "features/accounts/sessions.hpp"
#include "features/accounts/tokens.hpp"
#include "platform/crypto/tokens.hpp"

namespace accounts {
namespace {

constexpr db::Scope as_system{.role = db::Role::system};

struct Role {
    Uuid project_id;
    http::MemberRole role = http::MemberRole::viewer;
};
BOOST_DESCRIBE_STRUCT(Role, (), (project_id, role))

struct FoundSession {
    Uuid session_id;
    Uuid user_id;
    std::string name;
    Timestamp last_seen_at;
    Timestamp expires_at;
};
BOOST_DESCRIBE_STRUCT(FoundSession, (), (session_id, user_id, name, last_seen_at, expires_at))

struct FoundKey {
    Uuid key_id;
    Uuid project_id;
    std::optional<Uuid> user_id;
    std::string name;
    std::vector<std::string> scopes;
    std::optional<Timestamp> expires_at;
    std::optional<Timestamp> last_used_at;
};
BOOST_DESCRIBE_STRUCT(FoundKey, (),
                      (key_id, project_id, user_id, name, scopes, expires_at, last_used_at))

struct KnownSession {
    FoundSession session;
    std::vector<Role> roles;

    const Role* role_in(const Uuid& project_id) const {
        const auto found = std::ranges::find(roles, project_id, &Role::project_id);
        return found == roles.end() ? nullptr : &*found;
    }
};

// The token after "Bearer ", without case as RFC 9110, 11.1 has it. Empty: another scheme or none.
std::string_view bearer_token(const http::Request& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto header = request.headers.get("Authorization");
    if (!http::equal_without_case(header.substr(0, scheme.size()), scheme)) return {};
    return header.substr(scheme.size());
}

// The project that the request names. Refusal("not_found") for what cannot be one.
std::optional<Uuid> named_project(const http::Request& request) {
    const auto header = request.headers.find("X-Project-Id");
    if (!header || header->empty()) return std::nullopt;
    const auto id = Uuid::parse(*header);
    if (!id) throw Refusal("not_found");
    return id;
}

http::Identity with_role(http::Identity identity, const Role& role) {
    identity.project_id = role.project_id;
    identity.role = role.role;
    return identity;
}

http::Identity in_project(http::Identity identity, const KnownSession& known,
                          const http::Request& request) {
    if (const auto wanted = named_project(request)) {
        const auto* role = known.role_in(*wanted);
        if (!role) throw Refusal("not_found");
        return with_role(std::move(identity), *role);
    }
    if (known.roles.size() != 1) throw Refusal("project_required");
    return with_role(std::move(identity), known.roles.front());
}

} // namespace

struct Identities::State {
    db::Pool& database;
    const Clock& clock;
    const std::chrono::hours session_idle;
    LookupCache<KnownSession> sessions{lookups_live, most_lookups};
    LookupCache<FoundKey> keys{lookups_live, most_lookups};
    std::unique_ptr<db::Listener> listener; // last: it calls into the caches until it is gone

    LookupCache<KnownSession>::Pointer session_of(std::string_view token);
    LookupCache<FoundKey>::Pointer key_of(std::string_view token);
    LookupCache<KnownSession>::Pointer look_up_session(std::string_view token_hash, Timestamp now);
    LookupCache<FoundKey>::Pointer look_up_key(std::string_view key_hash, Timestamp now);
};

LookupCache<KnownSession>::Pointer Identities::State::session_of(std::string_view token) {
    const auto now = clock.now();
    const auto hash = hash_of(token);
    LookupCache<KnownSession>::Pointer known;
    if (!sessions.find(hash, now, known)) {
        const auto generation = sessions.generation();
        known = look_up_session(hash, now);
        sessions.remember(hash, known, now, generation);
    }
    return known && known->session.expires_at > now ? known : nullptr;
}

LookupCache<KnownSession>::Pointer Identities::State::look_up_session(std::string_view token_hash,
                                                                      Timestamp now) {
    return database.in_transaction(
        as_system, [&](db::Transaction& tx) -> LookupCache<KnownSession>::Pointer {
            auto session = tx.maybe<FoundSession>(sql::find_session, token_hash, now);
            if (!session) return nullptr;
            if (now - session->last_seen_at >= touch_interval) {
                session->expires_at = now + session_idle;
                tx.later(sql::touch_session, session->session_id, session->user_id, now,
                         session->expires_at);
            }
            auto roles = tx.all<Role>(sql::find_roles, session->user_id);
            return std::make_shared<KnownSession>(
                KnownSession{std::move(*session), std::move(roles)});
        });
}

LookupCache<FoundKey>::Pointer Identities::State::key_of(std::string_view token) {
    const auto now = clock.now();
    const auto hash = hash_of(token);
    LookupCache<FoundKey>::Pointer known;
    if (!keys.find(hash, now, known)) {
        const auto generation = keys.generation();
        known = look_up_key(hash, now);
        keys.remember(hash, known, now, generation);
    }
    const bool ended = known && known->expires_at && *known->expires_at <= now;
    return ended ? nullptr : known;
}

LookupCache<FoundKey>::Pointer Identities::State::look_up_key(std::string_view key_hash,
                                                              Timestamp now) {
    return database.in_transaction(
        as_system, [&](db::Transaction& tx) -> LookupCache<FoundKey>::Pointer {
            auto key = tx.maybe<FoundKey>(sql::find_key, key_hash, now);
            if (!key) return nullptr;
            if (!key->last_used_at || now - *key->last_used_at >= touch_interval)
                tx.later(sql::touch_key, key->key_id, now);
            return std::make_shared<FoundKey>(std::move(*key));
        });
}

Identities::Identities(db::Pool& database, const Clock& clock, std::chrono::hours session_idle)
    : state_(new State{database, clock, session_idle}) {}

Identities::~Identities() = default;

http::Identity Identities::identify(const http::Request& request, bool needs_project) {
    if (const auto token = bearer_token(request); !token.empty()) {
        const bool possible = crypto::looks_like_token(token, crypto::api_key_prefix);
        const auto key = possible ? state_->key_of(token) : nullptr;
        if (!key) throw Refusal("invalid_key");
        const auto project = needs_project ? named_project(request) : std::nullopt;
        if (project && *project != key->project_id) throw Refusal("not_found");
        return {.user_id = key->user_id,
                .key_id = key->key_id,
                .project_id = key->project_id,
                .scopes = key->scopes,
                .name = key->name};
    }
    const auto token = request.cookie(session_cookie);
    if (!token || !crypto::looks_like_token(*token)) return {};
    const auto known = state_->session_of(*token);
    if (!known) return {};
    http::Identity identity{.user_id = known->session.user_id,
                            .session_id = known->session.session_id,
                            .name = known->session.name};
    return needs_project ? in_project(std::move(identity), *known, request) : identity;
}

void Identities::forget(std::string_view subject) {
    const auto slash = subject.find('/');
    const auto kind = subject.substr(0, slash);
    const auto id = slash == subject.npos ? std::nullopt : Uuid::parse(subject.substr(slash + 1));
    if (!id) throw std::logic_error("not a subject to forget: " + std::string(subject));
    state_->sessions.forget([&](const KnownSession& known) {
        return (kind == "session" && known.session.session_id == *id)
               || (kind == "user" && known.session.user_id == *id)
               || (kind == "project" && known.role_in(*id));
    });
    state_->keys.forget([&](const FoundKey& key) {
        return (kind == "key" && key.key_id == *id) || (kind == "user" && key.user_id == *id)
               || (kind == "project" && key.project_id == *id);
    });
}

void Identities::forget_everything() {
    state_->sessions.clear();
    state_->keys.clear();
}

void Identities::listen(const std::string& conninfo) {
    state_->listener = std::make_unique<db::Listener>(
        conninfo, std::vector<std::string>{"identity_changed"},
        [this](std::string_view, std::string_view subject) { forget(subject); },
        [this] { forget_everything(); });
}

void forget_identity(http::Call& call, std::string subject) {
    call.tx.after_commit([&identities = call.services.identities, subject = std::move(subject)] {
        identities.forget(subject);
    });
}

} // namespace accounts
