// The template part of describe.hpp, which includes it: chooses the operations of each type.
#pragma once
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>

namespace meta {

// The scalars: text.cpp, numbers.cpp, scalars.cpp, json_value.cpp.
template <>
const Operations& operations<std::string>();
template <>
const Operations& operations<bool>();
template <>
const Operations& operations<std::int32_t>();
template <>
const Operations& operations<std::int64_t>();
template <>
const Operations& operations<double>();
template <>
const Operations& operations<Uuid>();
template <>
const Operations& operations<Timestamp>();
template <>
const Operations& operations<Date>();
template <>
const Operations& operations<Json>();

namespace detail {

using boost::json::object;
using boost::json::value;

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;
template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

// Which items of a vector make it jsonb instead of an array.
template <class T>
inline constexpr bool in_json = DescribedStruct<T>;
template <>
inline constexpr bool in_json<Json> = true;
template <class T>
inline constexpr bool in_json<std::optional<T>> = in_json<T>;
template <class T>
inline constexpr bool in_json<std::vector<T>> = true;
template <class T>
inline constexpr bool in_json<Patch<T>> = true;

// "Contact" from "… [with T = crm::Contact; …]" (g++) or "… [T = crm::Contact]" (clang).
template <class T>
consteval std::string_view type_name() {
    std::string_view name = __PRETTY_FUNCTION__;
    name.remove_prefix(name.find("T = ") + 4);
    name = name.substr(0, name.find_first_of(";]"));
    if (const auto colon = name.rfind(':'); colon != name.npos) name.remove_prefix(colon + 1);
    return name;
}

// Appends a step to the path of the value being read, for as long as it lives.
class PathStep {
  public:
    PathStep(Problems& problems, std::string_view member); // ".name"
    PathStep(Problems& problems, std::size_t index);       // "[3]"
    ~PathStep() { at_.resize(length_); }
    PathStep(const PathStep&) = delete;
    PathStep& operator=(const PathStep&) = delete;

  private:
    std::string& at_;
    std::size_t length_;
};

// describe.cpp
std::string_view without_underscore(std::string_view name);
void add_field(Type&, std::span<const Rule>, std::string_view name, std::size_t offset,
               const Operations&);
void check_rules(const Type&, std::span<const Rule>);
std::size_t position(const Type&,
                     std::string_view field_name); // std::logic_error when there is none
[[noreturn]] void refuse_null();

// objects.cpp
Mask read_object(const Type&, const value&, void* out, Problems&, bool partial);
Mask read_object_text(const Type&, std::string_view, void* out, Problems&, bool partial);
void read_parameters(const Type&, std::span<const std::pair<std::string, std::string>>, void* out,
                     Problems&);
void write_object(const Type&, const void* object, const Mask&, std::string& json);
void read_text(std::string_view json, void* out, const Operations&);
void read_stored(std::string_view json, void* out, const Operations&);

// enums.cpp
struct Enumerator {
    std::string_view name;
    std::int64_t value;
};
using Enumerators = std::span<const Enumerator>;
std::optional<std::int64_t> read_enumerator(const value&, Enumerators, Problems&);
std::optional<std::int64_t> enumerator_from_text(std::string_view, Enumerators, Problems&);
std::int64_t enumerator_from_postgres(std::string_view, Enumerators);
std::string_view enumerator_name(std::int64_t value, Enumerators);
std::optional<std::int64_t> enumerator_named(std::string_view, Enumerators);
void enum_schema(Enumerators, object& out);

// arrays.cpp
const boost::json::array* read_array(const value&, Problems&,
                                     const Rule*); // null: a problem was added
std::size_t array_size(const boost::json::array&);
const value& array_item(const boost::json::array&, std::size_t index);
std::vector<std::string_view> split_list(std::string_view text, Problems&, const Rule*);
std::vector<std::optional<std::string>> split_postgres_array(std::string_view);
void append_postgres_item(const std::string* item, std::string& array); // null: NULL
bool is_null(const value&);

// schema.cpp
void object_schema(const Type&, object& out, object& components, bool partial);
void optional_schema(const Operations& inner, object& out, object& components, const Rule*);
void array_schema(const Operations& item, object& out, object& components, const Rule*);

template <class T>
Type describe_struct() {
    using namespace boost::describe;
    using Members = describe_members<T, mod_public | mod_inherited>;
    static_assert(boost::mp11::mp_size<Members>::value <= Mask{}.size(),
                  "a struct has at most 128 fields");
    const T probe{};
    Type result{type_name<T>(), {}};
    boost::mp11::mp_for_each<Members>([&](auto member) {
        const auto& field = probe.*member.pointer;
        const auto offset =
            reinterpret_cast<const char*>(&field) - reinterpret_cast<const char*>(&probe);
        add_field(result, rules<T>, member.name, static_cast<std::size_t>(offset),
                  operations<std::remove_cvref_t<decltype(field)>>());
    });
    check_rules(result, rules<T>);
    return result;
}

template <class E>
Enumerators enumerators() {
    using List = boost::describe::describe_enumerators<E>;
    static const auto all = [] {
        std::array<Enumerator, boost::mp11::mp_size<List>::value> list;
        std::size_t next = 0;
        boost::mp11::mp_for_each<List>([&](auto each) {
            list[next++] = {without_underscore(each.name), static_cast<std::int64_t>(each.value)};
        });
        return list;
    }();
    return all;
}

// Makes the operations of one type that is not a scalar: describe_composites.hpp.
template <class T>
struct Maker {
    static_assert(!sizeof(T), "meta does not know this type: see the list in describe.hpp");
};

} // namespace detail

template <class T>
const Type& type() {
    static_assert(detail::DescribedStruct<T>, "describe the struct with BOOST_DESCRIBE_STRUCT");
    static const Type described = detail::describe_struct<T>();
    return described;
}

template <class T>
const Operations& operations() {
    static const Operations all = detail::Maker<T>::make();
    return all;
}

template <class T>
bool Patch<T>::has(std::string_view field_name) const {
    return present[detail::position(type<T>(), field_name)];
}

template <class T>
T parse(std::string_view json) {
    T out{};
    detail::read_text(json, &out, operations<T>());
    return out;
}

template <class T>
T read(const boost::json::value& json, Problems& problems) {
    T out{};
    operations<T>().read(json, &out, problems, nullptr);
    return out;
}

template <class T>
Patch<T> read_patch(const boost::json::value& json, Problems& problems) {
    return read<Patch<T>>(json, problems);
}

template <class T>
T read_query(std::span<const std::pair<std::string, std::string>> parameters, Problems& problems) {
    T out{};
    detail::read_parameters(type<T>(), parameters, &out, problems);
    return out;
}

template <class T>
std::string write(const T& in) {
    std::string json;
    operations<T>().write(&in, json);
    return json;
}

template <class T>
void schema(boost::json::object& out, boost::json::object& components) {
    operations<T>().schema(out, components, nullptr);
}

} // namespace meta
