#include "engine/base/sha256.h"

#include <doctest/doctest.h>

using namespace saitaku;

TEST_CASE("sha256: the vectors of FIPS 180-4") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("base64: the vectors of RFC 4648 and back") {
  const std::string_view plain[]{"", "f", "fo", "foo", "foob", "fooba", "foobar"};
  const std::string_view coded[]{"", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"};
  for (std::size_t i = 0; i < std::size(plain); ++i) {
    CHECK(to_base64(plain[i]) == coded[i]);
    std::string bytes = "what was there before is gone";
    CHECK(from_base64(coded[i], bytes));
    CHECK(bytes == plain[i]);
  }
}

TEST_CASE("base64: every byte survives, padding may be missing, other text is refused") {
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  std::string bytes;
  REQUIRE(from_base64(to_base64(all), bytes));
  CHECK(bytes == all);
  CHECK(from_base64("Zg", bytes));
  CHECK(bytes == "f");
  for (const std::string_view wrong : {"Z", "Zg=", "Zg===", "Z g=", "Zh==", "=", "Zm9v!", "Zm9v===="}) {
    INFO(wrong);
    CHECK_FALSE(from_base64(wrong, bytes));
  }
}
