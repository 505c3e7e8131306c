#!/usr/bin/python3
"""Holds the simulator against NumPy: the same workloads, one thread each, in turn, several rounds in one run.

  tools/bench/simulate.py build/release/tools/bench/saitaku_bench_simulate [rounds]

Prints, per workload, the median ratio of NumPy's time to ours, and the means of both, which have to agree."""
import json
import os
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent / "simulation"
WORKLOADS = {"w1": (20_000, 2_000), "w2": (2_000, 150), "w2-mean": (4_000, 200), "w3": (4_000, 300)}
TARGETS = {"w1": 10, "w2": 8, "w2-mean": 8, "w3": 10}
ONE_THREAD = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")


def run(*command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=ONE_THREAD).stdout)


def main():
    program, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5
    for name, (ours_count, theirs_count) in WORKLOADS.items():
        ratios, ours, theirs = [], None, None
        for _ in range(rounds):
            theirs = run("/usr/bin/python3", str(HERE / "numpy_reference.py"), name, str(theirs_count))
            ours = run(program, str(HERE / f"{name}.json"), str(ours_count))
            ratios.append(theirs["seconds"] / ours["seconds"])
        print(f"{name}: {statistics.median(ratios):.1f} x NumPy (wanted {TARGETS[name]}; rounds "
              + ", ".join(f"{ratio:.1f}" for ratio in ratios) + f"), {ours['target']}, "
              f"{ours['seconds'] * 1e6:.2f} us a replication")
        for metric, mean in theirs["means"].items():
            print(f"    {metric}: {ours['means'][metric]:.5g}, NumPy {mean:.5g}")


main()
