#include "features/campaigns/email/contact_mail.hpp"

#include <boost/json.hpp>

#include "features/accounts/accounts.hpp"
#include "features/campaigns/email/contact_mails.sql.hpp"
#include "features/campaigns/email/email_channel.sql.hpp"
#include "features/campaigns/writing/message_tokens.hpp"
#include "features/campaigns/writing/template.hpp"
#include "features/crm/crm.hpp"
#include "platform/config/config.hpp"
#include "platform/jobs/jobs.hpp"
#include "platform/text/email.hpp"
#include "platform/text/utf8.hpp"

namespace campaigns {

struct PersonToWriteTo {
    bool do_not_contact = false;
    std::optional<std::string> address; // as typed; absent: not one of his
    Json data;
};
BOOST_DESCRIBE_STRUCT(PersonToWriteTo, (), (do_not_contact, address, data))

namespace {

constexpr std::size_t snippet_length = 200; // code points, on the timeline

// Names that mean something in a letter: no ways out, no campaign.
Vocabulary letter_vocabulary(db::Transaction& tx) {
    Vocabulary known;
    const auto all = message_vocabulary(tx.all<std::string>(email::sql::custom_field_keys));
    for (const auto& [path, kind] : all.tokens())
        if (!path.starts_with("links.") && !path.starts_with("campaign.")) known.add(path, kind);
    return known;
}

PersonToWriteTo person_of(http::Call& call, const Uuid& contact_id, const std::string& to) {
    auto person = call.tx.maybe<PersonToWriteTo>(email::sql::person_to_write_to, contact_id,
                                                 text::normalise_email(to).value_or(""));
    if (!person) throw Refusal("not_found");
    if (!person->address) throw Refusal::field("to", "not_found", "is no address of this contact");
    return std::move(*person);
}

std::optional<EmailSender> sender_of(http::Call& call, const std::optional<Uuid>& id) {
    auto sender = find_sender(call.tx, id);
    if (!sender && id) throw Refusal::field("sender_id", "not_found", "there is no such sender");
    return sender;
}

class Letter {
  public:
    Letter(http::Call& call, const ContactMailInput& input) : known_(letter_vocabulary(call.tx)) {
        subject_ = parsed(input.subject, TemplateForm::line, "subject");
        text_ = parsed(input.text, TemplateForm::text, "text");
        http::refuse_if_any(problems_);
    }

    ContactMailPreview written_with(const boost::json::object& data) const {
        ContactMailPreview letter;
        std::vector<std::string_view> blanks;
        try {
            subject_->render(data, letter.subject, &blanks);
            text_->render(data, letter.text, &blanks);
        } catch (const TemplateLimit& limit) {
            throw Refusal::field("text", "too_long", limit.what());
        }
        letter.blanks.assign(blanks.begin(), blanks.end());
        return letter;
    }

  private:
    std::optional<Template> parsed(std::string_view source, TemplateForm form,
                                   std::string_view field) {
        std::vector<TemplateProblem> found;
        auto made = Template::parse(source, form, known_, found);
        for (const auto& problem : found)
            problems_.list.push_back({std::string(field), problem.code,
                                      fmt::format("line {}, column {}: {} {}", problem.line,
                                                  problem.column, problem.token, problem.message)});
        return made;
    }

    Vocabulary known_;
    meta::Problems problems_;
    std::optional<Template> subject_, text_;
};

ContactMailPreview written(http::Call& call, const ContactMailInput& input,
                           const PersonToWriteTo& person, const EmailSender* sender) {
    boost::json::object data{{"contact", boost::json::parse(person.data.text)},
                             {"project", {{"name", accounts::project_settings(call.tx).name}}}};
    if (sender)
        data["sender"] = {{"name", sender->name},
                          {"email", sender->email},
                          {"postal_address", sender->postal_address}};
    return Letter(call, input).written_with(data);
}

// What a template made for this one person: an empty subject, more than a header field holds.
void check(const ContactMailPreview& letter) {
    constexpr std::size_t longest_body = 256 * 1024; // as the table has it
    if (text::trim(letter.subject).empty())
        throw Refusal::field("subject", "required", "is empty for this person");
    if (letter.subject.size() > mail::subject_limit_bytes)
        throw Refusal::field("subject", "too_long", "is too long for this person");
    if (text::trim(letter.text).empty())
        throw Refusal::field("text", "required", "is empty for this person");
    if (letter.text.size() > longest_body)
        throw Refusal::field("text", "too_long", "is too long for this person");
}

void refuse_unwanted(http::Call& call, const PersonToWriteTo& person) {
    if (person.do_not_contact) throw Refusal("do_not_contact");
    const auto hash =
        crm::suppression_hash(call.services.secrets, call.project_id(), "email",
                              text::normalise_email(*person.address).value_or(*person.address));
    if (const auto reason = call.tx.maybe<std::string>(email::sql::reason_against_any_mail, hash))
        throw Refusal("address_refused").with("reason", *reason);
    const auto author = call.identity.user_id;
    if (call.tx.one<std::int64_t>(email::sql::mails_of_author, author,
                                  call.now - std::chrono::hours(1))
        >= most_contact_mails_an_hour)
        throw Refusal("mail_limit_reached", "at most 100 mails an hour; write a campaign instead");
}

std::string shown_sender(http::Call& call, const EmailSender* sender) {
    if (sender) return mail::to_text({sender->name, sender->email});
    return mail::to_text(mail::parse_address(call.services.config.mail_from)
                             .value_or(mail::Address{"", "socialflow@localhost.localdomain"}));
}

} // namespace

ContactMailPreview preview_contact_mail(http::Call& call, const Uuid& contact_id,
                                        const ContactMailInput& input) {
    const auto person = person_of(call, contact_id, input.to);
    const auto sender = sender_of(call, input.sender_id);
    return written(call, input, person, sender ? &*sender : nullptr);
}

ContactMail write_contact_mail(http::Call& call, const Uuid& contact_id,
                               const ContactMailInput& input) {
    const auto person = person_of(call, contact_id, input.to);
    const auto sender = sender_of(call, input.sender_id);
    const auto letter = written(call, input, person, sender ? &*sender : nullptr);
    check(letter);
    refuse_unwanted(call, person);
    const auto id = Uuid::make();
    const boost::json::object metadata{
        {"mail_id", id.text()}, {"status", "waiting"}, {"to", *person.address}};
    const auto interaction = crm::record_mail(
        call, contact_id, letter.subject,
        std::string(text::first_code_points(text::trim(letter.text), snippet_length)),
        boost::json::serialize(metadata));
    call.tx.query(email::sql::insert_contact_mail, id, contact_id,
                  sender ? std::optional(sender->id) : std::nullopt,
                  shown_sender(call, sender ? &*sender : nullptr), *person.address, letter.subject,
                  letter.text, interaction, call.identity.user_id, call.now);
    jobs::enqueue(call.tx, SendContactMail{id, {}}, contact_mail_options());
    return call.tx.one<ContactMail>(email::sql::find_contact_mail, contact_id, id);
}

} // namespace campaigns
