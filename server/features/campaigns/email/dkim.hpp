// DKIM (RFC 6376): a mail carries a signature that the domain of its sender can be asked about.
// rsa-sha256 with 2,048 bits, relaxed/relaxed: what every large receiver verifies and what survives
// relays that fold lines anew.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/timestamp.hpp"

namespace campaigns {

// Thread-safe.
class DkimKey {
  public:
    static DkimKey make(); // takes about 0.1 s
    // PKCS #8 as to_pem writes it. std::invalid_argument when it is no RSA key of 2,048 to 4,096
    // bits, without saying what it was.
    static DkimKey from_pem(std::string_view pem);

    std::string to_pem() const; // the secret
    // What the DNS is to say at <selector>._domainkey.<domain>: "v=DKIM1; k=rsa; p=MIIB…".
    std::string dns_record() const;
    std::string sign(std::string_view message) const; // SHA-256, PKCS #1 v1.5

  private:
    struct State;
    explicit DkimKey(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

// "socialflow1._domainkey.example.com"
std::string dkim_host(std::string_view selector, std::string_view domain);
// A TXT record for a zone file: texts of at most 255 bytes, each in quotes (RFC 1035, 3.3.14).
std::string zone_file_text(std::string_view record);

// The header field DKIM-Signature with its line end, to stand in front of `mail`: bytes as they
// travel. `domain` in ASCII. From is signed twice over, so that a second one cannot be added.
std::string dkim_signature(const DkimKey& key, std::string_view domain, std::string_view selector,
                           std::string_view mail, Timestamp now);

// RFC 6376, 3.4.2 and 3.4.4. A field: "subject:Hello" of "Subject:  Hello\r\n", without line end.
std::string relaxed_field(std::string_view name, std::string_view value);
std::string relaxed_body(std::string_view body);

} // namespace campaigns
