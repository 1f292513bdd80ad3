#include "features/campaigns/email/dkim.hpp"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "platform/crypto/encoding.hpp"
#include "platform/text/ascii.hpp"

namespace campaigns {
namespace {

constexpr int key_bits = 2048;
constexpr std::string_view line_end = "\r\n";
constexpr auto npos = std::string_view::npos;

// In the order of the signature. From twice: once more than there is. RFC 8058 wants both fields
// of List-Unsubscribe among them.
constexpr std::array<std::string_view, 12> signed_fields{"from",
                                                         "from",
                                                         "reply-to",
                                                         "subject",
                                                         "date",
                                                         "to",
                                                         "message-id",
                                                         "list-unsubscribe",
                                                         "list-unsubscribe-post",
                                                         "mime-version",
                                                         "content-type",
                                                         "content-transfer-encoding"};

template <auto destroy>
struct Free {
    template <class T>
    void operator()(T* object) const {
        destroy(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Free<EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, Free<BIO_free_all>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;

void require(bool good) {
    if (!good) throw std::runtime_error("OpenSSL does not sign");
}

std::string bytes_of(BIO* bio) {
    char* bytes = nullptr;
    const auto length = BIO_get_mem_data(bio, &bytes);
    return {bytes, static_cast<std::size_t>(length)};
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// Runs of blanks become one; appends.
void append_reduced(std::string_view text, std::string& out) {
    for (std::size_t i = 0; i < text.size();) {
        if (!is_blank(text[i])) {
            auto end = i + 1;
            while (end < text.size() && !is_blank(text[end])) ++end;
            out.append(text, i, end - i);
            i = end;
        } else {
            while (i < text.size() && is_blank(text[i])) ++i;
            out += ' ';
        }
    }
}

struct Field {
    std::string_view name, value; // the value as it is folded, without its line end
};

// Up to the empty line; `head_bytes` becomes where the body begins.
std::vector<Field> fields_of(std::string_view mail, std::size_t& head_bytes) {
    std::vector<Field> fields;
    std::size_t at = 0;
    while (at < mail.size() && !mail.substr(at).starts_with(line_end)) {
        auto end = mail.find(line_end, at);
        while (end != npos && end + 2 < mail.size() && is_blank(mail[end + 2]))
            end = mail.find(line_end, end + 2);
        const auto field = mail.substr(at, std::min(end, mail.size()) - at);
        const auto colon = field.find(':');
        if (colon != npos) fields.push_back({field.substr(0, colon), field.substr(colon + 1)});
        at = end == npos ? mail.size() : end + 2;
    }
    head_bytes = std::min(at + 2, mail.size());
    return fields;
}

// OpenSSL's uses the instructions that the processor has for it: a mail's body is not short.
std::string sha256(std::string_view message) {
    std::string digest(SHA256_DIGEST_LENGTH, '\0');
    SHA256(reinterpret_cast<const unsigned char*>(message.data()), message.size(),
           reinterpret_cast<unsigned char*>(digest.data()));
    return digest;
}

// Base64 in lines, the first one `used` columns later.
std::string folded(std::string_view text, std::size_t used) {
    constexpr std::size_t longest_line = 76;
    std::string out;
    while (!text.empty()) {
        const auto piece = text.substr(0, longest_line - used);
        out.append(piece);
        text.remove_prefix(piece.size());
        if (!text.empty()) out += "\r\n\t";
        used = 1;
    }
    return out;
}

} // namespace

struct DkimKey::State {
    Key key;
    // Prepared once: finding the algorithm takes OpenSSL a lock and longer than copying this.
    DigestContext prepared;

    explicit State(Key of) : key(std::move(of)), prepared(EVP_MD_CTX_new()) {
        require(prepared
                && EVP_DigestSignInit(prepared.get(), nullptr, EVP_sha256(), nullptr, key.get())
                       == 1);
    }
};

DkimKey DkimKey::make() {
    Key key(EVP_RSA_gen(key_bits));
    require(key != nullptr);
    return DkimKey(std::make_shared<State>(std::move(key)));
}

DkimKey DkimKey::from_pem(std::string_view pem) {
    constexpr int most_bits = 4096;
    const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    // No passphrase is asked for at the terminal.
    const auto no_passphrase = [](char*, int, int, void*) { return -1; };
    Key key(bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_passphrase, nullptr) : nullptr);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA
        || EVP_PKEY_get_bits(key.get()) < key_bits || EVP_PKEY_get_bits(key.get()) > most_bits)
        throw std::invalid_argument("no RSA key of 2,048 to 4,096 bits");
    return DkimKey(std::make_shared<State>(std::move(key)));
}

std::string DkimKey::to_pem() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(bio
            && PEM_write_bio_PKCS8PrivateKey(bio.get(), state_->key.get(), nullptr, nullptr, 0,
                                             nullptr, nullptr)
                   == 1);
    return bytes_of(bio.get());
}

std::string DkimKey::dns_record() const {
    const Bio bio(BIO_new(BIO_s_mem()));
    require(bio && i2d_PUBKEY_bio(bio.get(), state_->key.get()) == 1);
    return "v=DKIM1; k=rsa; p=" + crypto::to_base64(bytes_of(bio.get()));
}

std::string DkimKey::sign(std::string_view message) const {
    const DigestContext context(EVP_MD_CTX_new());
    require(context && EVP_MD_CTX_copy_ex(context.get(), state_->prepared.get()) == 1);
    const auto* bytes = reinterpret_cast<const unsigned char*>(message.data());
    std::size_t length = static_cast<std::size_t>(EVP_PKEY_get_size(state_->key.get()));
    std::string signature(length, '\0');
    require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()),
                           &length, bytes, message.size())
            == 1);
    signature.resize(length);
    return signature;
}

std::string dkim_host(std::string_view selector, std::string_view domain) {
    return std::string(selector) + "._domainkey." + std::string(domain);
}

std::string zone_file_text(std::string_view record) {
    constexpr std::size_t longest_text = 255;
    std::string out;
    for (std::size_t at = 0; at < record.size(); at += longest_text) {
        if (at) out += ' ';
        out.append("\"").append(record.substr(at, longest_text)).append("\"");
    }
    return out;
}

std::string relaxed_field(std::string_view name, std::string_view value) {
    std::string unfolded;
    unfolded.reserve(value.size());
    for (const char c : value)
        if (c != '\r' && c != '\n') unfolded += c;
    while (!unfolded.empty() && is_blank(unfolded.back())) unfolded.pop_back();
    const auto begin = std::min(unfolded.find_first_not_of(" \t"), unfolded.size());
    auto field = text::to_lower_ascii(name.substr(0, name.find_last_not_of(" \t") + 1)) + ":";
    append_reduced(std::string_view(unfolded).substr(begin), field);
    return field;
}

std::string relaxed_body(std::string_view body) {
    std::string out;
    out.reserve(body.size());
    std::size_t ends = 0; // line ends that nothing has followed yet
    while (!body.empty()) {
        const auto end = std::min(body.find(line_end), body.size());
        auto line = body.substr(0, end);
        while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
        if (!line.empty()) {
            for (; ends > 0; --ends) out += line_end;
            append_reduced(line, out);
        }
        ++ends;
        body.remove_prefix(std::min(end + 2, body.size()));
    }
    if (!out.empty()) out += line_end;
    return out;
}

std::string dkim_signature(const DkimKey& key, std::string_view domain, std::string_view selector,
                           std::string_view mail, Timestamp now) {
    std::size_t head_bytes = 0;
    auto fields = fields_of(mail, head_bytes);
    std::string names, hashed;
    bool has_second_from = false;
    for (const auto name : signed_fields) {
        // From the bottom, each once (RFC 6376, 5.4.2).
        const auto found = std::find_if(fields.rbegin(), fields.rend(), [&](const Field& field) {
            return text::to_lower_ascii(field.name) == name;
        });
        const bool is_extra = name == "from" && found == fields.rend() && !has_second_from;
        if (found == fields.rend() && !is_extra) continue;
        names.append(names.empty() ? "" : ":").append(name);
        if (is_extra) {
            has_second_from = true;
            continue;
        }
        hashed.append(relaxed_field(found->name, found->value)).append(line_end);
        fields.erase(std::next(found).base());
    }
    const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    auto value =
        fmt::format(" v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={};\r\n\tt={};\r\n\th=", domain,
                    selector, seconds);
    for (std::size_t column = 3; const char c : names) { // folded behind colons
        value += c;
        ++column;
        constexpr std::size_t late = 50;
        if (c != ':' || column < late) continue;
        value += "\r\n\t ";
        column = 2;
    }
    value += ";\r\n\tbh=" + crypto::to_base64(sha256(relaxed_body(mail.substr(head_bytes))))
             + ";\r\n\tb=";
    hashed += relaxed_field("DKIM-Signature", value);
    return "DKIM-Signature:" + value + folded(crypto::to_base64(key.sign(hashed)), 3)
           + std::string(line_end);
}

} // namespace campaigns
