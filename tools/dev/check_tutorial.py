#!/usr/bin/env python3
"""The files that the tutorial of rules/README.md writes are those of tests/cases/tutorial/, which other tests use too.

Its commands are run by tools/dev/check_docs.py, like those of every document.

usage: tools/dev/check_tutorial.py             exit 0: they agree
       tools/dev/check_tutorial.py --write     puts the files into the README (after editing them)
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = ROOT / "rules" / "README.md"
FILES = ROOT / "tests" / "cases" / "tutorial"
HERE_DOCUMENT = re.compile(r"(cat > my-calls/(\S+) <<'JSON'\n)(.*?)(JSON\n)", re.S)


def main(arguments):
    text = README.read_text(encoding="utf-8")
    kept = {str(path.relative_to(FILES)): path.read_text(encoding="utf-8") for path in FILES.rglob("*.json")}
    if arguments == ["--write"]:
        README.write_text(HERE_DOCUMENT.sub(lambda found: found[1] + kept[found[2]] + found[4], text), encoding="utf-8")
        return 0
    written = {found[2]: found[3] for found in HERE_DOCUMENT.finditer(text)}
    different = sorted(name for name in written.keys() | kept.keys() if written.get(name) != kept.get(name))
    for name in different:
        print(f"{name}: rules/README.md and tests/cases/tutorial differ (tools/dev/check_tutorial.py --write)")
    if not different:
        print(f"tutorial: {len(kept)} files as in tests/cases/tutorial")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
