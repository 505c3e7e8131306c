#!/usr/bin/python3
"""The workloads of this folder in NumPy, one thread: the reference that saitaku's simulator is held against.

  numpy_reference.py w1 200      200 replications of W1; prints seconds per replication and the means, as JSON

Each is the best form we know in NumPy: Generator.choice with shuffle=False, argpartition instead of sorting, single
precision normals, arrays made once. W3's cap is a loop in Python over candidates in drawn order only as far as needed."""
import csv
import json
import pathlib
import sys
import time

import numpy as np

HERE = pathlib.Path(__file__).parent
N = 10_000


def w1(rng, replications):
    stratum = np.repeat(np.arange(8), N // 8)
    times, counts = np.zeros(N, np.int64), np.zeros((8,), np.int64)
    for _ in range(replications):
        drawn = rng.choice(N, 1000, replace=False, shuffle=False)
        times[drawn] += 1
        counts += np.bincount(stratum[drawn], minlength=8)
    return {"awards": times.sum() / replications}


def overlap_and_quality(quality, score, k, totals):
    best = np.argpartition(quality, N - k)[N - k:]
    chosen = np.argpartition(score, N - k)[N - k:]
    is_best = np.zeros(N, bool)
    is_best[best] = True
    totals[0] += quality[chosen].mean()
    totals[1] += is_best[chosen].mean()


def w2(rng, replications):
    totals = [0.0, 0.0]
    for _ in range(replications):
        quality = rng.standard_normal(N, dtype=np.float32)
        leniency = 0.5 * rng.standard_normal(300, dtype=np.float32)
        score = 3 * quality + rng.standard_normal((3, N), dtype=np.float32).sum(axis=0)
        score += leniency[rng.integers(0, 300, (3, N), dtype=np.int32)].sum(axis=0)
        overlap_and_quality(quality, score, 1000, totals)
    return {"mean_quality_awarded": totals[0] / replications, "true_top_share": totals[1] / replications}


def w2_mean(rng, replications):
    totals = [0.0, 0.0]
    sd = np.float32(1 / np.sqrt(3))
    for _ in range(replications):
        quality = rng.standard_normal(N, dtype=np.float32)
        score = quality + sd * rng.standard_normal(N, dtype=np.float32)
        overlap_and_quality(quality, score, 1000, totals)
    return {"mean_quality_awarded": totals[0] / replications, "true_top_share": totals[1] / replications}


def w3(rng, replications):
    with open(HERE / "w3-institutions.csv", newline="") as file:
        sizes = np.array([int(row["applications"]) for row in csv.DictReader(file)])
    institution = np.repeat(np.arange(len(sizes)), sizes)  # the population is fixed
    rng.shuffle(institution)
    quality = rng.standard_normal(N, dtype=np.float32)
    quality_total = awards_total = 0.0
    for _ in range(replications):
        drawn = rng.choice(N, 3000, replace=False)  # in random order, so that the first are a draw
        own = quality[drawn]
        score = own + rng.standard_normal((2, 3000), dtype=np.float32).mean(axis=0)
        passed = drawn[score >= 0][:800]  # they hold 500 within the cap, as the assertion checks
        # The rank of each candidate within its institution, in drawn order: those beyond the cap are passed over.
        groups = institution[passed]
        order = np.argsort(groups, kind="stable")
        sorted_groups = groups[order]
        starts = np.searchsorted(sorted_groups, np.arange(len(sizes)))
        rank = np.empty(len(passed), np.int64)
        rank[order] = np.arange(len(passed)) - starts[sorted_groups]
        awarded = passed[rank < 10][:500]
        assert len(awarded) == 500
        quality_total += quality[awarded].mean()
        awards_total += len(awarded)
    return {"mean_quality_awarded": quality_total / replications, "awards": awards_total / replications}


if __name__ == "__main__":
    workload = {"w1": w1, "w2": w2, "w2-mean": w2_mean, "w3": w3}[sys.argv[1]]
    count = int(sys.argv[2])
    generator = np.random.Generator(np.random.SFC64(1))
    workload(generator, max(1, count // 10))  # warm
    start = time.process_time()
    means = workload(generator, count)
    print(json.dumps({"seconds": (time.process_time() - start) / count, "means": means}))
