#!/usr/bin/python3
"""Every problem code and text id that the sources name is in a messages.json, and every entry is named somewhere."""
import json
import pathlib
import re
import sys

ID = r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+"
catalogue = {}
for path in sorted(pathlib.Path(".").glob("*/*/messages.json")):
    for entry in json.loads(path.read_text(encoding="utf-8")):
        catalogue[entry] = path

literals, certain = set(), {}
for path in sorted(path for root in ("engine", "tools") for path in pathlib.Path(root).rglob("*")):
    if path.suffix not in (".cpp", ".h"):
        continue
    code = re.sub(r"//[^\n]*", "", path.read_text(encoding="utf-8"))
    literals.update(re.findall(r'"([^"\n]*)"', code))
    # Places where a literal is an id for certain; elsewhere it may be anything with a dot in it.
    for literal in re.findall(rf'(?:\btext\(|\.code = |has_message\(|message_part\()"({ID})"', code):
        certain.setdefault(literal, path)


def named(entry):
    """Somewhere as a whole, or in parts: "ui.verdict." + x, "cells." + "bad-cell", code + "-suggested"."""
    cuts = [match.start() for match in re.finditer(r"[.-]", entry)]
    return entry in literals or any(entry[:cut + 1] in literals or entry[cut + 1:] in literals or entry[cut:] in literals or
                                    any(literal.startswith(entry[:cut + 1] + "{") for literal in literals) for cut in cuts)


missing = {entry: path for entry, path in certain.items() if entry not in catalogue}
unused = [entry for entry in catalogue if not named(entry)]
for entry, path in sorted(missing.items()):
    print(f"{path}: \"{entry}\" is in no messages.json")
for entry in sorted(unused):
    print(f"{catalogue[entry]}: nothing names \"{entry}\"")
if not missing and not unused:
    print(f"messages: {len(catalogue)} entries, all of them named, none missing")
sys.exit(bool(missing or unused))
