// Makes an Operation from a handler's signature: the signature is the contract.
//
//     Page<Contact>    list_contacts(Call&, const Query<ListContacts>&);
//     Created<Contact> create_contact(Call&, const CreateContact&);
//     Contact          update_contact(Call&, const Uuid& id, const meta::Patch<UpdateContact>&);
//     NoContent        delete_contact(Call&, const Uuid& id);
//     Reply            export_contacts(Call&, const Query<ExportContacts>&);
//
// After the Call come the path's parameters in order (Uuid or std::string), then at most one Query
// and one body.
#pragma once
#include <boost/json/object.hpp>
#include <tuple>

#include "platform/http/router.hpp"
#include "platform/meta/describe.hpp"
#include "platform/meta/values.hpp"

namespace http {

// The query string as a described struct.
template <class T>
struct Query {
    T value;
    const T* operator->() const { return &value; }
    const T& operator*() const { return value; }
};

struct NoContent {};

template <class T>
struct Created {
    T value;
    std::string location; // "/api/crm/contacts/…", may be empty
};

template <class T>
struct Accepted {
    T value;
};

// A keyset page.
template <class T>
struct Page {
    std::vector<T> items;
    std::optional<std::string> next; // cursor of the next page, for `after`
    std::optional<std::int64_t> total;
    bool total_is_estimate = false;
};

// A list short enough to come whole.
template <class T>
struct Items {
    std::vector<T> items;
};

// Collected problems of a query or a body become one refusal.
void refuse_if_any(meta::Problems& problems);
// The body as text; Refusal("unsupported_media_type") unless the request says JSON.
std::string_view json_body(const Call& call);

namespace detail {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

// How one argument after the Call is taken from the request.
template <class T>
struct Argument;

template <>
struct Argument<Uuid> {
    static Uuid take(Call&, const PathValues& values, std::size_t& next) {
        const auto id = Uuid::parse(values.at(next++));
        if (!id) throw Refusal("not_found");
        return *id;
    }
    static void describe(Operation&) {}
};

template <>
struct Argument<std::string> {
    static std::string take(Call&, const PathValues& values, std::size_t& next) {
        return values.at(next++);
    }
    static void describe(Operation&) {}
};

template <class T>
struct Argument<Query<T>> {
    static Query<T> take(Call& call, const PathValues&, std::size_t&) {
        meta::Problems problems;
        Query<T> query{meta::read_query<T>(call.request.query, problems)};
        refuse_if_any(problems);
        return query;
    }
    static void describe(Operation& operation) { operation.query = &meta::schema<T>; }
};

template <class T>
struct Argument<meta::Patch<T>> {
    static meta::Patch<T> take(Call& call, const PathValues&, std::size_t&) {
        meta::Problems problems;
        auto patch = meta::read_patch<T>(meta::parse_json(json_body(call)), problems);
        refuse_if_any(problems);
        return patch;
    }
    static void describe(Operation& operation) {
        operation.body = &meta::schema<T>;
        operation.body_is_patch = true;
    }
};

template <Described T>
struct Argument<T> {
    static T take(Call& call, const PathValues&, std::size_t&) {
        return meta::parse<T>(json_body(call));
    }
    static void describe(Operation& operation) { operation.body = &meta::schema<T>; }
};

// How an answer is written.
template <class T>
struct Answer {
    static Reply reply(const T& value) {
        auto reply = Reply::json(200, meta::write(value));
        if constexpr (requires { value.version; })
            reply.headers.set("ETag", '"' + std::to_string(value.version) + '"');
        return reply;
    }
    static void describe(Operation& operation) { operation.answer = &meta::schema<T>; }
};

template <>
struct Answer<Reply> {
    static Reply reply(Reply value) { return value; }
    static void describe(Operation&) {}
};

template <>
struct Answer<NoContent> {
    static Reply reply(NoContent) { return Reply::empty(204); }
    static void describe(Operation& operation) { operation.status = 204; }
};

template <class T>
struct Answer<Created<T>> {
    static Reply reply(const Created<T>& created) {
        auto reply = Answer<T>::reply(created.value);
        reply.status = 201;
        if (!created.location.empty()) reply.headers.set("Location", created.location);
        return reply;
    }
    static void describe(Operation& operation) {
        operation.answer = &meta::schema<T>;
        operation.status = 201;
    }
};

template <class T>
struct Answer<Accepted<T>> {
    static Reply reply(const Accepted<T>& accepted) {
        auto reply = Answer<T>::reply(accepted.value);
        reply.status = 202;
        return reply;
    }
    static void describe(Operation& operation) {
        operation.answer = &meta::schema<T>;
        operation.status = 202;
    }
};

void write_page_tail(const std::optional<std::string>& next,
                     const std::optional<std::int64_t>& total, bool total_is_estimate,
                     std::string& json);
void describe_list(boost::json::object& schema, boost::json::object item_schema, bool page);

template <class T>
std::string write_items(const std::vector<T>& items) {
    std::string json = R"({"items":[)";
    for (const auto& item : items) {
        if (&item != &items.front()) json += ',';
        meta::operations<T>().write(&item, json);
    }
    json += ']';
    return json;
}

template <class T>
struct Answer<Page<T>> {
    static Reply reply(const Page<T>& page) {
        auto json = write_items(page.items);
        write_page_tail(page.next, page.total, page.total_is_estimate, json);
        return Reply::json(200, std::move(json));
    }
    static void describe(Operation& operation) {
        operation.answer = [](boost::json::object& schema, boost::json::object& components) {
            boost::json::object item;
            meta::schema<T>(item, components);
            describe_list(schema, std::move(item), true);
        };
    }
};

template <class T>
struct Answer<Items<T>> {
    static Reply reply(const Items<T>& list) {
        return Reply::json(200, write_items(list.items) + '}');
    }
    static void describe(Operation& operation) {
        operation.answer = [](boost::json::object& schema, boost::json::object& components) {
            boost::json::object item;
            meta::schema<T>(item, components);
            describe_list(schema, std::move(item), false);
        };
    }
};

template <auto Handler>
struct Adapted;

template <class Result, class... Arguments, Result (*Handler)(Call&, Arguments...)>
struct Adapted<Handler> {
    static Reply invoke(Call& call, const PathValues& values) {
        [[maybe_unused]] std::size_t next = 0;
        // Braces: taken from left to right.
        std::tuple<std::remove_cvref_t<Arguments>...> arguments{
            Argument<std::remove_cvref_t<Arguments>>::take(call, values, next)...};
        return Answer<Result>::reply(
            std::apply([&](auto&... all) { return Handler(call, all...); }, arguments));
    }
    static void describe(Operation& operation) {
        (Argument<std::remove_cvref_t<Arguments>>::describe(operation), ...);
        Answer<Result>::describe(operation);
    }
};

// "list_contacts" from "… [with auto Handler = crm::list_contacts]".
template <auto Handler>
std::string handler_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    text.remove_prefix(text.find("Handler = ") + 10);
    text = text.substr(0, text.find_first_of(";]"));
    if (const auto colon = text.rfind(':'); colon != text.npos) text.remove_prefix(colon + 1);
    return std::string(text);
}

} // namespace detail

template <auto Handler>
Operation operation_of() {
    Operation operation;
    operation.name = detail::handler_name<Handler>();
    operation.invoke = &detail::Adapted<Handler>::invoke;
    detail::Adapted<Handler>::describe(operation);
    return operation;
}

} // namespace http
