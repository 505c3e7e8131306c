#!/usr/bin/env python3
"""Runs the tutorial of rules/README.md as a reader would: its ```bash blocks, one after the other, in an empty folder.

The files that it writes must be those of tests/cases/tutorial/, which other tests use too.

usage: tools/dev/check_tutorial.py [SAITAKU]   the program, otherwise that of build/dev
       tools/dev/check_tutorial.py --write     puts the files into the README (after editing them)
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = ROOT / "rules" / "README.md"
FILES = ROOT / "tests" / "cases" / "tutorial"
BUILT = ROOT / "build" / "dev" / "tools" / "cli" / "saitaku"
FOLDER = "my-calls"  # what the tutorial calls FILES
HERE_DOCUMENT = re.compile(rf"(cat > {FOLDER}/(\S+) <<'JSON'\n)(.*?)(JSON\n)", re.S)


def tutorial(text):
    """The section of the tutorial: start, end."""
    start = text.index("\n## Tutorial")
    end = text.find("\n## ", start + 1)
    return start, len(text) if end < 0 else end


def write():
    text = README.read_text(encoding="utf-8")
    start, end = tutorial(text)
    section = HERE_DOCUMENT.sub(
        lambda found: found[1] + (FILES / found[2]).read_text(encoding="utf-8") + found[4], text[start:end])
    README.write_text(text[:start] + section + text[end:], encoding="utf-8")


def check(program):
    text = README.read_text(encoding="utf-8")
    start, end = tutorial(text)
    blocks = re.findall(r"^```bash\n(.*?)^```$", text[start:end], re.S | re.M)
    environment = dict(os.environ, PATH=f"{pathlib.Path(program).resolve().parent}:{os.environ['PATH']}")
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", "".join(blocks)], cwd=folder, env=environment,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if run.returncode != 0:
            print(f"{run.stdout}\nthe tutorial stops with exit code {run.returncode}")
            return 1
        written = {str(path.relative_to(f"{folder}/{FOLDER}")): path.read_bytes()
                   for path in pathlib.Path(folder, FOLDER).rglob("*.json")}
    kept = {str(path.relative_to(FILES)): path.read_bytes() for path in FILES.rglob("*.json")}
    different = sorted(name for name in written.keys() | kept.keys() if written.get(name) != kept.get(name))
    for name in different:
        print(f"{name}: the tutorial and tests/cases/tutorial differ (tools/dev/check_tutorial.py --write)")
    if not different:
        print(f"tutorial: {len(blocks)} blocks run, {len(kept)} files as kept")
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) > 2:
        sys.exit(__doc__)
    sys.exit(write() if sys.argv[1:] == ["--write"] else check(sys.argv[1] if sys.argv[1:] else BUILT))
