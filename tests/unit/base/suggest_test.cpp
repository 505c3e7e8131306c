#include "engine/base/suggest.h"

#include <doctest/doctest.h>

using namespace saitaku;

namespace {
const std::vector<std::string> kFields{"budget.direct_total", "budget.unit_yen", "applicant.name", "size",
                                       "研究課題名"};
}

TEST_CASE("suggest: a slip of the fingers finds its word") {
  CHECK(nearest("budget.direct_totl", kFields) == "budget.direct_total");
  CHECK(nearest("budget.unti_yen", kFields) == "budget.unit_yen");
  CHECK(nearest("Applicant.Name", kFields) == "applicant.name");
  CHECK(nearest("sise", kFields) == "size");
  CHECK(nearest("研究課題", kFields) == "研究課題名");
}

TEST_CASE("suggest: what is far away is not suggested") {
  CHECK_FALSE(nearest("budget", kFields));
  CHECK_FALSE(nearest("", kFields));
  CHECK_FALSE(nearest("x", std::vector<std::string>{"y"}));
  CHECK_FALSE(nearest("sise", std::vector<std::string>{}));
  CHECK_FALSE(nearest(std::string(100'000, 'a'), kFields));
  CHECK_FALSE(nearest("siz\xFF", kFields));
}

TEST_CASE("suggest: the first of equals, a transposition being one step") {
  CHECK(nearest("ab", std::vector<std::string>{"abc", "ba", "b"}) == "abc");
  CHECK(nearest("form", std::vector<std::string>{"frm1", "from"}) == "from");
}

TEST_CASE("suggest: a listing stops before it tires") {
  const std::vector<std::string> words{"a", "b", "c"};
  CHECK(listing(words) == "a, b, c");
  CHECK(listing(words, 2) == "a, b, … (3)");
  CHECK(listing({}) == "");
}
