#include "platform/http/application.hpp"

#include <sodium.h>

#include <cerrno>
#include <system_error>

#include "platform/config/config.hpp"
#include "platform/db/replica.hpp"
#include "platform/http/compression.hpp"
#include "platform/http/entity_tag.hpp"
#include "platform/http/guards.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/http/if_match.hpp"
#include "platform/http/pages_host.hpp"
#include "platform/http/request_log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/text/url.hpp"
#include "platform/time/clock.hpp"

namespace http {
namespace {

using std::chrono::steady_clock;

// Of a request, until those who come later are answered 503.
constexpr std::chrono::seconds longest_wait{10};
constexpr std::size_t workers_at_the_door = 3; // two hash (PasswordHasher), one looks up
constexpr std::size_t queue_at_the_door = 64;  // some three seconds; more are answered 503

db::Scope scope_of(const Route& route, const Identity& identity) {
    db::Scope scope;
    const bool in_project = route.access.kind == Access::Kind::project;
    scope.role = in_project ? db::Role::app : db::Role::system;
    if (in_project) scope.project_id = identity.project_id;
    scope.user_id = identity.user_id;
    scope.read_only = route.method == Method::get && !route.options.writes;
    return scope;
}

// The headers that every answer carries. Customers' own pages come from another place with their
// own rules.
void add_security_headers(Reply& reply, bool behind_tls) {
    auto& headers = reply.headers;
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "strict-origin-when-cross-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()");
    if (!headers.find("Content-Security-Policy"))
        headers.set(
            "Content-Security-Policy",
            "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
    headers.set("X-Frame-Options", "DENY");
    if (behind_tls) headers.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

void finish(Reply& reply, const std::string& request_id, bool behind_tls) {
    add_security_headers(reply, behind_tls);
    reply.headers.set("X-Request-Id", request_id);
}

void add_rate_headers(Reply& reply, Rate rate, const RateDecision& decision) {
    const auto seconds = [](std::chrono::milliseconds span) {
        return std::to_string(std::chrono::ceil<std::chrono::seconds>(span).count());
    };
    reply.headers.set("RateLimit-Limit", std::to_string(limit_of(rate).burst));
    reply.headers.set("RateLimit-Remaining", std::to_string(decision.remaining));
    reply.headers.set("RateLimit-Reset", seconds(decision.reset));
    if (!decision.allowed) reply.headers.set("Retry-After", seconds(decision.retry_after));
}

// What is shown of a record changes without its version: counters, scores, what other records say
// of it. So the tag of what was read is the version, by which edits are compared, and a hash of the
// representation, by which a cache asks: "7-3f9a…".
std::string representation_tag(const std::string& version_tag, std::string_view body) {
    unsigned char hash[crypto_generichash_BYTES_MIN];
    crypto_generichash(hash, sizeof hash, reinterpret_cast<const unsigned char*>(body.data()),
                       body.size(), nullptr, 0);
    char text[sizeof hash * 2 + 1];
    sodium_bin2hex(text, sizeof text, hash, sizeof hash);
    return version_tag.substr(0, version_tag.size() - 1) + '-' + text + '"';
}

bool names_a_version(std::string_view tag) {
    return tag.size() > 2 && std::ranges::all_of(tag.substr(1, tag.size() - 2), [](char c) {
               return c >= '0' && c <= '9';
           });
}

// Answers of the API are private and change: a cache may keep them only to ask again with the ETag.
void add_cache_headers(const Request& request, Reply& reply, const Route& route) {
    if (reply.headers.find("Cache-Control")) return;
    const bool read = request.method == Method::get && reply.status == 200;
    if (const auto version = reply.headers.find("ETag"); read && version)
        if (const auto bytes = reply.bytes(); bytes && names_a_version(*version))
            reply.headers.set("ETag", representation_tag(std::string(*version), *bytes));
    const auto tag = reply.headers.find("ETag");
    reply.headers.set("Cache-Control",
                      tag || route.options.cacheable ? "private, no-cache" : "no-store");
    if (tag && read && names_tag(request.headers.get("If-None-Match"), *tag)) {
        reply.status = 304;
        reply.body = std::string{};
        reply.headers.remove("Content-Type");
    }
}

// A condition that nobody looks at must not pass as one that holds (RFC 9110, 13.1.1).
void refuse_condition(const Request& request) {
    const auto expected = request.headers.find("If-Match");
    if (!only_reads(request.method) && expected && *expected != "*")
        throw Refusal("version_conflict", "what this changes has no version");
}

Reply alive() {
    return Reply::text(200, "alive\n");
}

bool is_full_disk(const std::exception& error) {
    const auto* of_system = dynamic_cast<const std::system_error*>(&error);
    return of_system
           && (of_system->code() == std::errc::no_space_on_device
               || of_system->code() == std::error_code(EDQUOT, std::generic_category()));
}

// Of GETs that store nothing.
std::set<const Route*> routes_of(const Router& router, const std::vector<std::string>& patterns) {
    std::set<const Route*> found;
    for (const auto& pattern : patterns) {
        const auto route = std::ranges::find_if(router.routes(), [&](const auto& each) {
            return each->pattern == pattern && each->method == Method::get && !each->options.writes;
        });
        if (route == router.routes().end()) throw std::logic_error("no such GET: " + pattern);
        found.insert(route->get());
    }
    return found;
}

void count_report(metrics::Registry& metrics, std::string_view from) {
    metrics
        .counter("http_reports_total", "Reports by the server of the database that was read",
                 {{"from", std::string(from)}})
        .add();
}

} // namespace

struct Application::State {
    Services& services;
    const Router& router;
    IdentityProvider& identities;
    Assets assets;
    ApplicationSettings settings;
    RateLimiter limiter;
    RequestLog log;
    Workers workers;
    Workers door; // passwords and codes: hashing is slow on purpose, and must hold nobody else up
    Workers streams;
    std::set<const Route*> reports, versioned;
    PagesHost pages;
    std::atomic<bool> draining = false;
    Workers outward;

    State(Services& all_services, const Router& all_routes, IdentityProvider& provider,
          const EmbeddedFiles& files, const ApplicationSettings& chosen)
        : services(all_services),
          router(all_routes),
          identities(provider),
          assets(files),
          settings(chosen),
          limiter(chosen.rate_limit_factor),
          log(all_services.metrics),
          workers(chosen.workers, chosen.queue_limit, longest_wait),
          door(workers_at_the_door, queue_at_the_door, longest_wait),
          streams(chosen.streams, chosen.streams),
          reports(routes_of(all_routes, chosen.reports)),
          versioned(versioned_routes(all_routes)),
          pages(all_services.config.public_url, all_services.config.pages_url, chosen.pages_paths,
                all_routes),
          outward(chosen.outward_workers, chosen.outward_queue) {}
};

struct Application::Asked {
    Request request;
    Router::Match match; // looked up once, since it says who answers
    std::function<void(Reply)> done;
};

Application::Application(Services& services, const Router& router, IdentityProvider& identities,
                         const EmbeddedFiles& assets, ApplicationSettings settings)
    : state_(std::make_unique<State>(services, router, identities, assets, settings)) {}

Application::~Application() = default;

BodyPlan Application::plan(Method method, std::string_view target) const {
    // Decoded, as answer() will see it: both have to find the same route.
    const auto path = text::percent_decode(target.substr(0, target.find('?')));
    if (!path) return {default_body_limit, false};
    const auto match = state_->router.match(method, *path);
    if (!match.route) return {default_body_limit, false};
    return {match.route->options.body_limit, match.route->options.spool};
}

void Application::admit(const Request& head, std::function<void(std::optional<Reply>)> decide) {
    const bool accepted = state_->workers.post([this, &head, decide] { decide(refusal_of(head)); });
    if (!accepted) decide(refuse(Refusal("overloaded"), head.id));
}

std::optional<Reply> Application::refusal_of(const Request& head) {
    const auto entry = state_->log.begin(head);
    const auto match = state_->router.match(head.method, head.path);
    bool admitted = false;
    auto refusal = answered(head, match, [&](const Identity& identity) {
        if (!match.route->options.cross_site) require_same_site(head, identity);
        require_access(*match.route, identity);
        admitted = true;
        return Reply{};
    });
    if (admitted) return std::nullopt; // counted once its body is there
    state_->log.end(entry, head, match.route, refusal);
    return refusal;
}

void Application::handle(Request request, std::function<void(Reply)> done) {
    // Whoever asks whether this process lives is not kept waiting behind those who wait for others.
    if (asks_for_life(request)) return done(alive());
    auto match = state_->router.match(request.method, request.path);
    auto& workers =
        match.route && match.route->rate == Rate::credential ? state_->door : state_->workers;
    auto asked = std::make_shared<Asked>(std::move(request), std::move(match), std::move(done));
    const bool accepted = workers.post([this, asked] {
        try {
            asked->done(answer_at_once(asked->request, asked->match));
        } catch (Outward& outward) {
            wait_outward(asked, std::move(outward));
        }
    });
    if (!accepted) asked->done(refuse(Refusal("overloaded"), asked->request.id));
}

void Application::wait_outward(std::shared_ptr<Asked> asked, Outward outward) {
    const auto until = steady_clock::now() + state_->settings.outward_patience;
    const bool accepted = state_->outward.post([this, asked, outward, until] {
        const bool too_late = state_->draining || steady_clock::now() > until;
        asked->done(too_late ? refuse(Refusal("overloaded"), asked->request.id)
                             : answer_outward(asked->request, asked->match, outward));
    });
    if (!accepted) asked->done(refuse(Refusal("overloaded"), asked->request.id));
}

std::size_t Application::waiting_outward() const {
    return state_->outward.waiting();
}

Reply Application::refuse(const Refusal& refusal, const std::string& request_id) const {
    state_->services.metrics
        .counter("http_refused_total", "Requests that were refused before a handler had them",
                 {{"code", refusal.code}})
        .add();
    auto reply = state_->router.problems().reply(refusal, request_id);
    finish(reply, request_id, state_->settings.behind_tls);
    return reply;
}

bool Application::is_for_pages(const Request& request) const {
    return state_->pages.is_asked_by(request);
}

bool Application::stream(std::function<void()> produce) {
    return state_->streams.post(std::move(produce));
}

Reply Application::answer(const Request& request) {
    if (asks_for_life(request)) return alive();
    const auto match = state_->router.match(request.method, request.path);
    try {
        return answer_at_once(request, match);
    } catch (const Outward& outward) {
        return answer_outward(request, match, outward);
    }
}

// Answered also while the database is away.
bool Application::asks_for_life(const Request& request) const {
    return request.path == "/livez" && !is_for_pages(request);
}

Reply Application::answer_at_once(const Request& request, const Router::Match& match) {
    const auto entry = state_->log.begin(request);
    auto reply = answered(request, match, [&](const Identity& identity) {
        return guarded(request, *match.route, match.values, identity);
    });
    state_->log.end(entry, request, match.route, reply);
    return reply;
}

// The guards have let it in. What is logged as its time is that of the other server.
Reply Application::answer_outward(const Request& request, const Router::Match& match,
                                  const Outward& outward) {
    const auto entry = state_->log.begin(request);
    auto reply = answered(request, match, [&](const Identity&) { return outward.answer(); });
    state_->log.end(entry, request, match.route, reply);
    return reply;
}

Reply Application::answered(const Request& request, const Router::Match& match,
                            const std::function<Reply(const Identity&)>& act) {
    const auto& problems = state_->router.problems();
    Reply reply;
    try {
        if (request.path.empty()) throw Refusal("bad_request", "the address is malformed");
        if (auto instead = state_->pages.answer_instead(request, match.route)) {
            reply = std::move(*instead);
        } else if (!match.route && !match.allowed.empty()) {
            reply = problems.reply(Refusal("method_not_allowed"), request.id);
            reply.headers.set("Allow", match.allowed);
        } else if (!match.route
                   && (request.path.starts_with("/api/") || !only_reads(request.method))) {
            throw Refusal("not_found");
        } else if (!match.route) {
            reply = state_->assets.serve(request);
        } else {
            const bool needs_project = match.route->access.kind == Access::Kind::project;
            const auto identity = match.route->options.cross_site
                                      ? Identity{}
                                      : state_->identities.identify(request, needs_project);
            reply = act(identity);
        }
    } catch (const Refusal& refusal) {
        if (problems.find(refusal.code)) {
            reply = problems.reply(refusal, request.id);
        } else { // a slip of ours; what is thrown out of here would end the server
            state_->log.failure(request, "refusal without a problem type: " + refusal.code, {});
            reply = problems.internal_error(request.id);
        }
    } catch (const db::Error& error) {
        auto known = problems.reply(error, request.id);
        if (!known || known->status >= 500)
            state_->log.failure(request, error.what(), error.statement);
        reply = known ? std::move(*known) : problems.internal_error(request.id);
    } catch (const std::exception& error) {
        state_->log.failure(request, error.what(), {});
        reply = is_full_disk(error) ? problems.reply(Refusal("storage_full"), request.id)
                                    : problems.internal_error(request.id);
    }
    if (match.route) add_cache_headers(request, reply, *match.route);
    compress(request, reply);
    finish(reply, request.id, state_->settings.behind_tls);
    return reply;
}

Reply Application::guarded(const Request& request, const Route& route, const PathValues& values,
                           const Identity& identity) {
    const auto decision = state_->limiter.take(route.rate, rate_caller(request, identity),
                                               state_->services.clock.now());
    if (!decision.allowed) {
        auto reply = state_->router.problems().reply(Refusal("too_many_requests"), request.id);
        add_rate_headers(reply, route.rate, decision);
        return reply;
    }
    if (!route.options.cross_site) require_same_site(request, identity);
    require_access(route, identity);
    if (!state_->versioned.contains(&route)) refuse_condition(request);
    auto reply = run(request, route, values, identity);
    if (state_->settings.rate_limit_factor > 0) add_rate_headers(reply, route.rate, decision);
    return reply;
}

Reply Application::run(const Request& request, const Route& route, const PathValues& values,
                       const Identity& identity) {
    auto& services = state_->services;
    const auto scope = scope_of(route, identity);
    const auto handle = [&](db::Transaction& tx) {
        Headers added;
        Call call{tx, request, identity, services.clock.now(), services, added};
        auto reply = answer_once(call, route, [&] { return route.operation.invoke(call, values); });
        for (const auto& [name, value] : added) reply.headers.add(name, value);
        return reply;
    };
    if (state_->settings.replica && state_->reports.contains(&route)) {
        auto reply = state_->settings.replica->try_read(scope, handle);
        count_report(services.metrics, reply ? "replica" : "primary");
        if (reply) return std::move(*reply);
    }
    return services.database.in_transaction(scope, handle);
}

// Who waits for servers of others is told to come again, rather than waited for.
void Application::drain() {
    state_->draining = true;
    state_->outward.drain();
    state_->workers.drain();
    state_->door.drain();
    state_->streams.drain();
}

} // namespace http
