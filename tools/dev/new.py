#!/usr/bin/python3
"""Writes the skeleton of one new thing; the build finds the file by itself.

  tools/dev/new.py function utf16_length    engine/expr/functions/fn_utf16_length.cpp
  tools/dev/new.py command rules_show       tools/cli/commands/rules_show.cpp, and its texts to write
  tools/dev/new.py fuzz workbook            tests/fuzz/fuzz_workbook.cpp and a folder for seeds
  tools/dev/new.py stage coin_toss          engine/review/stages/coin_toss.cpp
  tools/dev/new.py metric award_count       engine/review/metrics/award_count.cpp
  tools/dev/new.py distribution laplace     engine/review/distributions/laplace.cpp
  tools/dev/new.py test base/civil          tests/unit/base/civil_test.cpp"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

FUNCTION = '''#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::string}) ? arguments[0] : no_overload();  // TODO
}

}  // namespace

const Function& fn_%(name)s() {
  static const Function function{
      .name = "%(name)s",
      .ja = "",  // one line each
      .en = "",
      .overloads = {global_overload({Type::string()}, Type::string())},
      .examples = {{"%(name)s('a')", "'a'"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
'''

COMMAND = '''// saitaku %(words)s: TODO what it is for.
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

int run(Session& session) {
  static_cast<void>(session);
  return 0;
}

}  // namespace

const Command& %(name)s() {
  static const Command command{.name = "%(words)s", .run = run};
  return command;
}

}  // namespace saitaku::cli
'''

FUZZ = '''// Any bytes: no crash, and TODO what must hold of what could be read.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "engine/base/expect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(bytes);
  return 0;
}
'''

TEST = '''#include "engine/%(path)s.h"

#include <doctest/doctest.h>

using namespace saitaku;

TEST_CASE("%(name)s: TODO a sentence that holds") { CHECK(true); }
'''

STAGE = '''// {"do": "%(name)s"}: TODO what it does.
#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {
namespace {

class %(type)s final : public Stage {
 public:
  // Needs needs() const override { return {.quality = true}; }  // what it looks at

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    static_cast<void>(scene);  // TODO; support/choosing.h chooses by score, support/awarding.h awards
    static_cast<void>(standing);
    static_cast<void>(scratch);
  }
};

std::unique_ptr<const Stage> make(Making& making) {
  static_cast<void>(making);  // TODO read the keys; tell making.outlook what the stage does
  return std::make_unique<%(type)s>();
}

}  // namespace

const Kind& %(name)s() {
  static const Kind kind{
      .name = "%(name)s",
      .ja = "TODO",  // one line each
      .en = "TODO",
      .keys = {},
      .examples = {{.stages = R"([{"do": "%(name)s"}, {"do": "award", "top": 1}])",
                    .awarded = {9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7, 8}}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages
'''

METRIC = '''#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class %(type)s final : public Metric {
 public:
  double value(const Outcome& outcome) const override { return static_cast<double>(outcome.standing.awards); }  // TODO
};

}  // namespace

const Kind& %(name)s() {
  static const Kind kind{
      .name = "%(name)s",
      .ja = "TODO。",  // a sentence each
      .en = "TODO.",
      .unit = "",
      .examples = {{.metric = "%(name)s", .quality = {3, 1, 2}, .awarded = {0, 2}, .value = 2}},
      .make = make_plain<%(type)s>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
'''

DISTRIBUTION = '''#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class %(type)s final : public Distribution {
 public:
  explicit %(type)s(double high) : high_(high) {}

  void draw(const RandomAddress& address, std::span<double> out) const override {
    detail::units(address, out);
    for (double& number : out) number *= high_;  // TODO
  }
  using Distribution::draw;
  double mean() const override { return high_ / 2; }
  double variance() const override { return high_ * high_ / 12; }

 private:
  double high_;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto high = detail::number_or(reader, "high", 1);
  return high ? std::make_unique<%(type)s>(*high) : nullptr;
}

}  // namespace

const Kind& %(name)s() {
  static const Kind kind{
      .name = "%(name)s",
      .ja = "TODO",  // one line each
      .en = "TODO",
      .keys = {{.name = "high", .ja = "TODO", .en = "TODO"}},
      .examples = {{R"({"distribution": "%(name)s"})", 0.5, 0.28867513459481287}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
'''

THINGS = {
    "function": ("engine/expr/functions/fn_%(name)s.cpp", FUNCTION, ""),
    "command": ("tools/cli/commands/%(name)s.cpp", COMMAND,
                "texts to write in tools/cli/messages.json: see the comment at the top of tools/cli/command.h"),
    "stage": ("engine/review/stages/%(name)s.cpp", STAGE, "tests beside its examples: tests/unit/review/stages/"),
    "metric": ("engine/review/metrics/%(name)s.cpp", METRIC, "an exact value, where there is one: override exact()"),
    "distribution": ("engine/review/distributions/%(name)s.cpp", DISTRIBUTION, ""),
    "fuzz": ("tests/fuzz/fuzz_%(name)s.cpp", FUZZ, "seeds, small and our own: tests/fuzz/corpus/%(name)s/"),
    "test": ("tests/unit/%(path)s_test.cpp", TEST, ""),
}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in THINGS or not re.fullmatch(r"[a-z0-9_]+(/[a-z0-9_]+)*", arguments[1]):
        print(__doc__, file=sys.stderr)
        return 2
    thing, path = arguments
    name = path.split("/")[-1]
    values = {"path": path, "name": name, "words": path.replace("_", " "),
              "type": "".join(word.capitalize() for word in name.split("_"))}
    where, skeleton, advice = (part % values for part in THINGS[thing])
    target = ROOT / where
    if target.exists():
        print(f"{where} is there already", file=sys.stderr)
        return 1
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(skeleton, encoding="utf-8")
    print(f"wrote {where}" + (f"\n{advice}" if advice else ""))
    return 0


sys.exit(main(sys.argv[1:]))
