#!/usr/bin/python3
"""Writes the skeleton of one new thing; the build finds the file by itself.

  tools/dev/new.py function utf16_length    engine/expr/functions/fn_utf16_length.cpp
  tools/dev/new.py command rules_show       tools/cli/commands/rules_show.cpp, and its texts to write
  tools/dev/new.py fuzz workbook            tests/fuzz/fuzz_workbook.cpp and a folder for seeds
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

THINGS = {
    "function": ("engine/expr/functions/fn_%(name)s.cpp", FUNCTION, ""),
    "command": ("tools/cli/commands/%(name)s.cpp", COMMAND,
                "texts to write in tools/cli/messages.json: see the comment at the top of tools/cli/command.h"),
    "fuzz": ("tests/fuzz/fuzz_%(name)s.cpp", FUZZ, "seeds, small and our own: tests/fuzz/corpus/%(name)s/"),
    "test": ("tests/unit/%(path)s_test.cpp", TEST, ""),
}


def main(arguments):
    if len(arguments) != 2 or arguments[0] not in THINGS or not re.fullmatch(r"[a-z0-9_]+(/[a-z0-9_]+)*", arguments[1]):
        print(__doc__, file=sys.stderr)
        return 2
    thing, path = arguments
    values = {"path": path, "name": path.split("/")[-1], "words": path.replace("_", " ")}
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
