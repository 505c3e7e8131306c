#!/usr/bin/python3
"""Every path that our Markdown names exists, and every command of its ```sh blocks runs.

A command may end in "# exits 1". Commands of ./tools/… are not run (tests run this), nor is git clone; neither are
lines with <placeholders>. Commands run in the project's root, `saitaku` being the program of build/dev."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(".").resolve()
TOP = ("engine", "rules", "scenarios", "tools", "tests", ".ci")
ENV = {**os.environ, "PATH": f"{ROOT}/build/dev/tools/cli:{os.environ['PATH']}", "NO_COLOR": "1"}


def missing_paths(document, text):
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    named = re.findall(r"`([^`\s]+)`", prose) + re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose)
    for name in named:
        if name.startswith("http") or re.search(r"[<>*…{}]", name):
            continue
        is_path = name.split("/")[0].lstrip("./") in TOP or name.startswith("./") or "](" + name in prose
        if is_path and not (ROOT / name).exists() and not (document.parent / name).exists():
            yield f"{document}: there is no {name}"


def broken_commands(document, text, folder):
    for block in re.findall(r"```sh\n(.*?)```", text, flags=re.S):
        for line in re.sub(r"\\\n", " ", block).splitlines():
            command, _, expected = line.partition("# exits ")
            command = command.strip()
            if not command or re.match(r"#|(\./)?tools/|git clone|cd |sudo |cmake ", command) or re.search(r"<\w+>", command):
                continue
            done = subprocess.run(["bash", "-c", command], cwd=ROOT, env={**ENV, "TMPDIR": folder}, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
            if done.returncode != int(expected or 0):
                yield f"{document}: `{command}` exits {done.returncode}, not {expected or 0}:\n{done.stdout[-2000:]}"


listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
                        capture_output=True, text=True, check=True).stdout.split()
found = []
with tempfile.TemporaryDirectory() as folder:
    for document in map(pathlib.Path, listed):
        text = document.read_text(encoding="utf-8")
        found += [*missing_paths(document, text), *broken_commands(document, text, folder)]
print("\n".join(found) if found else f"docs: the paths and commands of {len(listed)} documents hold")
sys.exit(bool(found))
