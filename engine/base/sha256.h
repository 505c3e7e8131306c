// SHA-256 by OpenSSL's libcrypto.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace saitaku {

using Sha256 = std::array<std::uint8_t, 32>;
Sha256 sha256(std::string_view bytes);
std::string to_hex(const Sha256& digest);

/// Base64 with padding, RFC 4648.
std::string to_base64(std::string_view bytes);
/// false when the text is not base64 (padding may be missing).
bool from_base64(std::string_view text, std::string& bytes);

}  // namespace saitaku
