#!/usr/bin/python3
"""Every path that our Markdown names exists, and the commands of its ```sh blocks run.

A ```text block after such a block is its output, a line "…" standing for any lines. The blocks of one document run one after the other, each stopping at its first failure, in a folder of their own in
which the project's folders appear; `saitaku` is the program of build/dev. Left out: blocks that install, build or run
./tools/… (tools/test does), and lines with <placeholders>."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOP = ("engine", "rules", "scenarios", "tools", "tests", ".ci")
ENV = {**os.environ, "PATH": f"{ROOT}/build/dev/tools/cli:{os.environ['PATH']}", "NO_COLOR": "1"}
ELSEWHERE = r"^\s*((\./)?tools/|git clone|sudo |cmake |ctest )"


def missing_paths(document, text):
    prose = re.sub(r"```.*?```", "", text, flags=re.S)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose)
    for name in re.findall(r"`([^`\s]+)`", prose) + links:
        if name.startswith("http") or re.search(r"[<>*…{}]", name):
            continue
        is_path = name in links or name.startswith("./") or ("/" in name and name.split("/")[0] in TOP)
        if is_path and not (ROOT / name).exists() and not (document.parent / name).exists():
            yield f"{document.relative_to(ROOT)}: there is no {name}"


def broken_commands(document, text):
    with tempfile.TemporaryDirectory() as folder:
        for entry in ROOT.iterdir():
            if entry.name not in ("build", ".git"):
                (pathlib.Path(folder) / entry.name).symlink_to(entry)
        for block, shown in re.findall(r"```sh\n(.*?)```(?:\n+```text\n(.*?)```)?", text, flags=re.S):
            if re.search(ELSEWHERE, block, flags=re.M) or re.search(r"<[a-z ]+>", block):
                continue
            done = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder, env=ENV, text=True, timeout=300,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            if done.returncode != 0:
                yield f"{document.relative_to(ROOT)}: exit code {done.returncode} from\n{block[-600:]}{done.stdout[-2000:]}"
            at = 0
            for part in shown.split("…\n"):
                if (found_at := done.stdout.find(part, at)) < 0:
                    yield f"{document.relative_to(ROOT)}: the output shown is not what comes:\n{part}---\n{done.stdout}"
                    break
                at = found_at + len(part)


listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
                        cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
found = []
for path in listed:
    document = ROOT / path
    text = document.read_text(encoding="utf-8")
    found += [*missing_paths(document, text), *broken_commands(document, text)]
print("\n".join(found) if found else f"docs: the paths and commands of {len(listed)} documents hold")
sys.exit(bool(found))
