// Links that tell who clicked: signed, so that nobody can visit as somebody else.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/timestamp.hpp"
#include "platform/base/uuid.hpp"
#include "platform/crypto/secret_box.hpp"

namespace crm {

inline constexpr std::string_view tracking_parameter = "sf";
inline constexpr std::chrono::days tracking_token_lives{90};

// 48 characters of base64url: contact (16 bytes), end (4), signature over both and the project
// (16).
std::string make_tracking_token(const crypto::SecretBox& box, const Uuid& project_id,
                                const Uuid& contact_id, Timestamp now);

// The contact; nullopt for what was changed, has ended, or belongs to another project.
std::optional<Uuid> read_tracking_token(const crypto::SecretBox& box, const Uuid& project_id,
                                        std::string_view token, Timestamp now);

// The address with the token as its parameter `sf`, before a fragment.
std::string with_tracking_token(std::string_view url, std::string_view token);

} // namespace crm
