// The template part of describe.hpp, which includes it: the operations of structs, patches,
// enumerations, optionals and vectors.
#pragma once
#include "platform/meta/describe_detail.hpp"

namespace meta::detail {

template <DescribedStruct T>
struct Maker<T> {
    static Operations make() {
        return {
            .postgres_type = "jsonb",
            .read = [](const value& json, void* out, Problems& problems,
                       const Rule*) { read_object(type<T>(), json, out, problems, false); },
            .write = [](const void* in,
                        std::string& json) { write_object(type<T>(), in, Mask{}.set(), json); },
            .from_postgres =
                [](std::string_view text, void* out) {
                    *static_cast<T*>(out) = T{};
                    read_stored(text, out, operations<T>());
                },
            .to_postgres =
                [](const void* in, std::string& text) {
                    write_object(type<T>(), in, Mask{}.set(), text);
                    return true;
                },
            .set_null = [](void*) { refuse_null(); },
            .from_text =
                [](std::string_view text, void* out, Problems& problems, const Rule*) {
                    read_object_text(type<T>(), text, out, problems, false);
                },
            .schema = [](object& out, object& components,
                         const Rule*) { object_schema(type<T>(), out, components, false); },
        };
    }
};

template <class T>
struct Maker<Patch<T>> {
    static Operations make() {
        return {
            .postgres_type = "jsonb",
            .read =
                [](const value& json, void* out, Problems& problems, const Rule*) {
                    auto& patch = *static_cast<Patch<T>*>(out);
                    patch.present = read_object(type<T>(), json, &patch.value, problems, true);
                },
            .write =
                [](const void* in, std::string& json) {
                    const auto& patch = *static_cast<const Patch<T>*>(in);
                    write_object(type<T>(), &patch.value, patch.present, json);
                },
            .from_postgres =
                [](std::string_view text, void* out) {
                    *static_cast<Patch<T>*>(out) = {};
                    read_stored(text, out, operations<Patch<T>>());
                },
            .to_postgres =
                [](const void* in, std::string& text) {
                    operations<Patch<T>>().write(in, text);
                    return true;
                },
            .set_null = [](void*) { refuse_null(); },
            .from_text =
                [](std::string_view text, void* out, Problems& problems, const Rule*) {
                    auto& patch = *static_cast<Patch<T>*>(out);
                    patch.present = read_object_text(type<T>(), text, &patch.value, problems, true);
                },
            .schema = [](object& out, object& components,
                         const Rule*) { object_schema(type<T>(), out, components, true); },
        };
    }
};

template <DescribedEnum E>
struct Maker<E> {
    static void set(void* out, std::optional<std::int64_t> number) {
        if (number) *static_cast<E*>(out) = static_cast<E>(*number);
    }
    static std::string_view name(const void* in) {
        return enumerator_name(static_cast<std::int64_t>(*static_cast<const E*>(in)),
                               enumerators<E>());
    }
    static Operations make() {
        return {
            .postgres_type = "text",
            .read =
                [](const value& json, void* out, Problems& problems, const Rule*) {
                    set(out, read_enumerator(json, enumerators<E>(), problems));
                },
            .write = [](const void* in, std::string& json) { write_string(name(in), json); },
            .from_postgres =
                [](std::string_view text, void* out) {
                    set(out, enumerator_from_postgres(text, enumerators<E>()));
                },
            .to_postgres =
                [](const void* in, std::string& text) {
                    text += name(in);
                    return true;
                },
            .set_null = [](void*) { refuse_null(); },
            .from_text =
                [](std::string_view text, void* out, Problems& problems, const Rule*) {
                    set(out, enumerator_from_text(text, enumerators<E>(), problems));
                },
            .schema = [](object& out, object&, const Rule*) { enum_schema(enumerators<E>(), out); },
        };
    }
};

template <class Inner>
struct Maker<std::optional<Inner>> {
    using T = std::optional<Inner>;
    static Operations make() {
        return {
            .postgres_type = operations<Inner>().postgres_type,
            .nullable = true,
            .absent_allowed = true,
            .read =
                [](const value& json, void* out, Problems& problems, const Rule* rule) {
                    auto& optional = *static_cast<T*>(out);
                    optional.reset();
                    if (!is_null(json))
                        operations<Inner>().read(json, &optional.emplace(), problems, rule);
                },
            .write =
                [](const void* in, std::string& json) {
                    const auto& optional = *static_cast<const T*>(in);
                    if (optional)
                        operations<Inner>().write(&*optional, json);
                    else
                        json += "null";
                },
            .from_postgres =
                [](std::string_view text, void* out) {
                    operations<Inner>().from_postgres(text, &static_cast<T*>(out)->emplace());
                },
            .to_postgres =
                [](const void* in, std::string& text) {
                    const auto& optional = *static_cast<const T*>(in);
                    return optional && operations<Inner>().to_postgres(&*optional, text);
                },
            .set_null = [](void* out) { static_cast<T*>(out)->reset(); },
            .from_text =
                [](std::string_view text, void* out, Problems& problems, const Rule* rule) {
                    operations<Inner>().from_text(text, &static_cast<T*>(out)->emplace(), problems,
                                                  rule);
                },
            .schema =
                [](object& out, object& components, const Rule* rule) {
                    optional_schema(operations<Inner>(), out, components, rule);
                },
        };
    }
};

template <class Item>
struct Maker<std::vector<Item>> {
    using T = std::vector<Item>;

    static void read(const value& json, void* out, Problems& problems, const Rule* rule) {
        auto& items = *static_cast<T*>(out);
        items.clear();
        const auto* array = read_array(json, problems, rule);
        if (!array) return;
        items.reserve(array_size(*array));
        for (std::size_t i = 0; i < array_size(*array); ++i) {
            const PathStep step(problems, i);
            Item item{};
            operations<Item>().read(array_item(*array, i), &item, problems,
                                    rule ? rule->item : nullptr);
            items.push_back(std::move(item));
        }
    }
    static void write(const void* in, std::string& json) {
        json += '[';
        const auto start = json.size();
        for (const auto& item : *static_cast<const T*>(in)) {
            if (json.size() != start) json += ',';
            operations<Item>().write(&item, json);
        }
        json += ']';
    }
    static void from_text(std::string_view text, void* out, Problems& problems, const Rule* rule) {
        auto& items = *static_cast<T*>(out);
        items.clear();
        for (const auto part : split_list(text, problems, rule)) {
            const PathStep step(problems, items.size());
            Item item{};
            operations<Item>().from_text(part, &item, problems, rule ? rule->item : nullptr);
            items.push_back(std::move(item));
        }
    }
    static void from_postgres(std::string_view text, void* out) {
        auto& items = *static_cast<T*>(out);
        items.clear();
        if constexpr (in_json<Item>) {
            read_stored(text, out, operations<T>());
        } else {
            for (const auto& part : split_postgres_array(text)) {
                Item item{};
                if (part)
                    operations<Item>().from_postgres(*part, &item);
                else
                    operations<Item>().set_null(&item);
                items.push_back(std::move(item));
            }
        }
    }
    static bool to_postgres(const void* in, std::string& text) {
        if constexpr (in_json<Item>) {
            write(in, text);
        } else {
            text += '{';
            const auto start = text.size();
            std::string part;
            for (const auto& item : *static_cast<const T*>(in)) {
                if (text.size() != start) text += ',';
                part.clear();
                append_postgres_item(operations<Item>().to_postgres(&item, part) ? &part : nullptr,
                                     text);
            }
            text += '}';
        }
        return true;
    }
    static Operations make() {
        return {
            .postgres_type = in_json<Item> ? "jsonb" : operations<Item>().postgres_type + "[]",
            .absent_allowed = true,
            .read = &read,
            .write = &write,
            .from_postgres = &from_postgres,
            .to_postgres = &to_postgres,
            .set_null = [](void* out) { static_cast<T*>(out)->clear(); },
            .from_text = &from_text,
            .schema =
                [](object& out, object& components, const Rule* rule) {
                    array_schema(operations<Item>(), out, components, rule);
                },
        };
    }
};

} // namespace meta::detail
