#include "features/accounts/two_factor.hpp"

#include "features/accounts/audit.hpp"
#include "features/accounts/handlers.hpp"
#include "features/accounts/mails.hpp"
#include "features/accounts/passwords.hpp"
#include "features/accounts/two_factor.sql.hpp"
#include "features/accounts/users.hpp"
#include "platform/crypto/encoding.hpp"
#include "platform/crypto/qr_code.hpp"
#include "platform/crypto/recovery_codes.hpp"
#include "platform/crypto/secret_box.hpp"
#include "platform/crypto/totp.hpp"

namespace accounts {
namespace {

constexpr std::string_view issuer = "SocialFlow";

struct StoredTotp {
    std::string secret_sealed;
    bool confirmed = false;
    std::int64_t last_step = 0;
};
BOOST_DESCRIBE_STRUCT(StoredTotp, (), (secret_sealed, confirmed, last_step))

crypto::SecretPlace place_of(const Uuid& user_id) {
    return {.project = {}, .table = "totp_secrets", .column = "secret_sealed", .row = user_id};
}

std::string seal(http::Call& call, const Uuid& user_id, std::string_view secret) {
    return crypto::to_base64url(call.services.secrets.seal(secret, place_of(user_id)));
}

// The step that the code belongs to, when it is right and was not used.
std::optional<std::int64_t> matching_step(http::Call& call, const Uuid& user_id,
                                          const StoredTotp& totp, std::string_view code) {
    const auto sealed = crypto::from_base64url(totp.secret_sealed);
    if (!sealed) throw std::runtime_error("totp_secrets.secret_sealed is not base64url");
    return crypto::matching_totp_step(call.services.secrets.open(*sealed, place_of(user_id)), code,
                                      call.now, totp.last_step);
}

RecoveryCodes make_recovery_codes(http::Call& call) {
    RecoveryCodes shown;
    std::vector<std::string> hashes;
    for (auto& code : crypto::make_recovery_codes()) {
        shown.recovery_codes.push_back(std::move(code.text));
        hashes.push_back(crypto::to_base64url(code.hash));
    }
    call.tx.query(sql::remove_recovery_codes, call.user_id());
    call.tx.query(sql::add_recovery_codes, call.user_id(), hashes);
    return shown;
}

StoredTotp confirmed_totp(http::Call& call) {
    auto totp = call.tx.maybe<StoredTotp>(sql::find_totp, call.user_id());
    if (!totp || !totp->confirmed) throw Refusal("two_factor_off");
    return *totp;
}

void tell_changed(http::Call& call, bool on) {
    const auto user = find_user(call.tx, call.user_id());
    mails::tell_two_factor_changed(call, {user.name, user.email, user.language}, on);
    audit::record_for_user(call, user.id, on ? "user.two_factor_on" : "user.two_factor_off");
}

} // namespace

bool use_second_factor(http::Call& call, const Uuid& user_id, std::string_view code) {
    const auto totp = call.tx.maybe<StoredTotp>(sql::find_totp, user_id);
    if (!totp || !totp->confirmed) return false;
    if (const auto step = matching_step(call, user_id, *totp, code)) {
        call.tx.query(sql::use_totp_step, user_id, *step);
        return true;
    }
    const auto hash = crypto::recovery_code_hash(code);
    return hash
           && call.tx.maybe<bool>(sql::use_recovery_code, user_id, crypto::to_base64url(*hash));
}

// In force once a code of it came back.
TotpSetup start_totp(http::Call& call) {
    const auto user = find_user(call.tx, call.user_id());
    const auto secret = crypto::make_totp_secret();
    if (!call.tx.maybe<bool>(sql::put_unconfirmed_totp, user.id, seal(call, user.id, secret)))
        throw Refusal("two_factor_on");
    const auto uri = crypto::otpauth_uri(issuer, user.email, secret);
    return {crypto::to_base32(secret), uri, crypto::qr_svg(uri)};
}

RecoveryCodes confirm_totp(http::Call& call, const ConfirmTotp& input) {
    const auto totp = call.tx.maybe<StoredTotp>(sql::find_totp, call.user_id());
    if (!totp) throw Refusal("two_factor_off");
    if (totp->confirmed) throw Refusal("two_factor_on");
    const auto step = matching_step(call, call.user_id(), *totp, input.code);
    if (!step) throw Refusal::field("code", "wrong_code", "is not the code of the app right now");
    call.tx.query(sql::confirm_totp, call.user_id(), call.now, *step);
    tell_changed(call, true);
    return make_recovery_codes(call);
}

http::NoContent remove_totp(http::Call& call, const TypedPassword& input) {
    confirmed_totp(call);
    require_own_password(call, "password", input.password);
    call.tx.query(sql::remove_totp, call.user_id());
    tell_changed(call, false);
    return {};
}

// The old ones end.
RecoveryCodes renew_recovery_codes(http::Call& call, const TypedPassword& input) {
    confirmed_totp(call);
    require_own_password(call, "password", input.password);
    audit::record_for_user(call, call.user_id(), "user.recovery_codes_renewed");
    return make_recovery_codes(call);
}

} // namespace accounts
