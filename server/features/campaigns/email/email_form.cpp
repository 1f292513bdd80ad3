// What is kept of a mail, and the mail made of it again.
#include <boost/json.hpp>

#include "features/campaigns/email/email_message.hpp"
#include "features/campaigns/writing/message_tokens.hpp"

namespace campaigns {

// As kept_contents.cpp stores it: the form and what stood around the recipient.
struct KeptEmail {
    EmailForm message;
    Json surroundings;
};
BOOST_DESCRIBE_STRUCT(KeptEmail, (), (message, surroundings))

namespace {

namespace json = boost::json;

constexpr std::size_t longest_values = 16 * 1024; // of one person; whoever has more, keeps none
constexpr std::string_view custom_fields = "contact.custom_fields.";

// The value at "contact.custom_fields.size", or null.
json::value value_at(const json::object& data, std::string_view path) {
    const json::object* branch = &data;
    for (;;) {
        const auto dot = path.find('.');
        const auto* found = branch->if_contains(path.substr(0, dot));
        if (!found) return nullptr;
        if (dot == path.npos) return *found;
        branch = found->if_object();
        if (!branch) return nullptr;
        path.remove_prefix(dot + 1);
    }
}

void put_at(json::object& data, std::string_view path, const json::value& value) {
    const auto dot = path.find('.');
    if (dot == path.npos) {
        data.insert_or_assign(path, value);
        return;
    }
    auto& branch = data[path.substr(0, dot)];
    if (!branch.is_object()) branch = json::object();
    put_at(branch.as_object(), path.substr(dot + 1), value);
}

Vocabulary vocabulary_of(const EmailForm& form) {
    std::vector<std::string> keys;
    for (const auto& token : form.tokens)
        if (token.starts_with(custom_fields)) keys.push_back(token.substr(custom_fields.size()));
    return message_vocabulary(keys);
}

json::object data_of(const KeptEmail& kept, const json::array& values) {
    auto data = json::parse(kept.surroundings.text).as_object();
    const auto& form = kept.message;
    data["sender"] = {{"name", form.sender_name},
                      {"email", form.sender_email},
                      {"postal_address", form.postal_address}};
    // Whoever looks at it must not unsubscribe the person.
    data["links"] = {{"unsubscribe", "#"}, {"preferences", "#"}, {"web_version", "#"}};
    data["contact"] = json::object();
    for (std::size_t i = 0; i < form.tokens.size() && i < values.size(); ++i)
        if (!values[i].is_null()) put_at(data, form.tokens[i], values[i]);
    return data;
}

} // namespace

std::string PreparedEmail::sender_name() const {
    return mail::to_text(origin_.from);
}

std::string PreparedEmail::blank_form() const {
    auto form = templates_.form;
    form.sender_name = origin_.from.name;
    form.sender_email = origin_.from.address;
    form.postal_address = origin_.postal_address;
    return meta::write(form);
}

std::string PreparedEmail::personal_values(const Recipient& recipient) const {
    json::array values;
    for (const auto& token : templates_.form.tokens)
        values.push_back(value_at(recipient.data, token));
    auto text = json::serialize(values);
    return text.size() <= longest_values ? text : std::string();
}

std::optional<Rendered> fill_in_email(std::string_view blank_form,
                                      std::string_view personal_values) {
    const auto kept = meta::parse<KeptEmail>(blank_form);
    const auto& form = kept.message;
    const auto vocabulary = vocabulary_of(form);
    const auto data = data_of(kept, json::parse(personal_values).as_array());
    std::vector<TemplateProblem> problems;
    Rendered rendered;
    const auto write = [&](std::string_view source, TemplateForm kind, std::string& out) {
        const auto made = Template::parse(source, kind, vocabulary, problems, form.language);
        if (made) made->render(data, out);
    };
    try {
        write(form.subject, TemplateForm::line, rendered.subject);
        write(form.text, TemplateForm::text, rendered.text);
        if (form.html) write(*form.html, TemplateForm::html, rendered.html);
    } catch (const TemplateLimit&) {
        return std::nullopt;
    }
    if (!problems.empty()) return std::nullopt;
    return rendered;
}

} // namespace campaigns
