#!/usr/bin/python3
"""Holds the picture of engine/README.md: who may include whom, and which door a third party stands behind."""
import re
import subprocess
import sys

LAYERS = [["base"], ["expr"], ["forms"], ["intake", "rules"], ["generate"], ["audit", "review", "draw"], ["report", "store"], ["cli"]]
LAYER_OF = {module: number for number, layer in enumerate(LAYERS) for module in layer}
# The column kernels of rules compile the expression graph itself.
OPEN = {"rules": ["engine/expr/detail/graph.h", "engine/expr/detail/operators.h"]}
DOORS = {  # header prefix: the modules that may include it; never in a header of theirs
    "nlohmann/": ["base", "intake", "report"], "unicode/": ["base"], "openssl/": ["base"], "fmt/": list(LAYER_OF),
    "re2/": ["expr"], "zip.h": ["intake"], "expat.h": ["intake"], "simdjson": ["intake"], "zlib.h": ["intake"], "iconv.h": ["intake", "generate"], "xlsxwriter": ["report", "generate"], "SQLiteCpp/": ["store"], "sqlite3.h": ["store"],
    "CLI/": ["cli"], "boost/mpi": ["cli"], "boost/math": ["review"],
}


def module_of(path):
    return re.match(r"(?:engine|tools)/(\w+)/", path).group(1)


def faults(path):
    module = module_of(path)
    if module not in LAYER_OF:
        return
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        ours = re.match(r'#include "((?:engine|tools)/\w+/.*)"', line)
        theirs = re.match(r"#include <(.*)>", line)
        if ours and module_of(ours[1]) != module:
            other = module_of(ours[1])
            if LAYER_OF.get(other, 99) >= LAYER_OF[module]:
                yield f"{path}:{number}: {module} may not include {other}: it stands on the same layer or above"
            elif "/detail/" in ours[1] and ours[1] not in OPEN.get(module, []):
                yield f"{path}:{number}: {ours[1]} belongs to {other} alone"
        for prefix, modules in DOORS.items():
            if theirs and theirs[1].startswith(prefix) and (module not in modules or path.endswith(".h")):
                yield f"{path}:{number}: <{theirs[1]}> may be included in .cpp files of {', '.join(modules)} only"


files = subprocess.run(["git", "ls-files", "engine/*.h", "engine/*.cpp", "tools/*.h", "tools/*.cpp"],
                       capture_output=True, text=True, check=True).stdout.split()
found = [fault for path in files for fault in faults(path)]
print("\n".join(found) if found else f"layers: {len(files)} files keep to the picture")
sys.exit(bool(found))
