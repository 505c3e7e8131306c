#!/usr/bin/env python3
"""saitaku simulate, merge and replay from outside.

usage: tests/cli/simulate_test.py [SAITAKU] [SAITAKU_MPI]
"""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time
import unittest

import cli_test
from cli_test import ROOT, Cli

SCENARIO = {
    "schema": "saitaku.scenario/1", "id": "small", "title": {"ja": "小さな公募", "en": "a small call"},
    "seed": "test", "replications": 96,
    "population": {"count": 300, "attributes": {"field": {"counts": {"化学": 100, "物理": 140, "数学": 60}}},
                   "quality": {"distribution": "normal", "mean": 0, "sd": 1}},
    "review": {"reliability": 0.3},
    "mechanisms": [
        {"id": "ranking", "stages": [{"do": "review", "reviewers": 3}, {"do": "award", "top": 30}]},
        {"id": "again", "stages": [{"do": "review", "reviewers": 3}, {"do": "award", "top": 30}]},
        {"id": "lottery", "stages": [{"do": "draw", "take": 30, "within": "field", "allocation": "proportional", "then": "award"}]}],
    "metrics": ["awards", "mean_quality_awarded", "true_top_share", "award_rate_gap:field", "same_decision", "kappa", "reviews"]}
MPI = os.path.abspath(sys.argv[2]) if len(sys.argv) > 2 and sys.argv[2].endswith("saitaku-mpi") else None


class Simulate(Cli):
    def scenario(self, **changes):
        path = pathlib.Path(self.folder.name) / "small.json"
        path.write_text(json.dumps({**SCENARIO, **changes}, ensure_ascii=False, indent=1), encoding="utf-8")
        return str(path)

    def answer(self, *arguments, code=0):
        done = self.run_saitaku("simulate", *arguments, "--json")
        self.assertEqual(done.returncode, code, done.err)
        return done.out

    def test_the_answer_is_the_contract(self):
        answer = json.loads(self.answer(self.scenario()))
        self.assertEqual(answer["schema"], "saitaku.simulation/1")
        self.assertEqual((answer["scenario"], answer["seed"], answer["replications"]), ("small", "test", 96))
        self.assertEqual([m["id"] for m in answer["mechanisms"]], ["ranking", "again", "lottery"])
        for mechanism in answer["mechanisms"]:
            awards = mechanism["metrics"]["awards"]
            self.assertEqual((awards["mean"], awards["sd"]), (30, 0))
            quality = mechanism["metrics"]["mean_quality_awarded"]
            exact = quality["exact"] if mechanism["id"] != "lottery" else 0  # strata have no exact value
            self.assertLess(abs(quality["mean"] - exact), 5 * quality["mcse"])
            self.assertLess(quality["ci95"][0], quality["mean"])
            strata = mechanism["by_stratum"]["field"]
            self.assertEqual({s["value"]: s["applications"] for s in strata}, {"化学": 100, "物理": 140, "数学": 60})
            self.assertAlmostEqual(sum(s["awards"]["mean"] for s in strata), 30)
        lottery = {s["value"]: s["awards"]["mean"] for s in answer["mechanisms"][2]["by_stratum"]["field"]}
        self.assertEqual(lottery, {"化学": 10, "物理": 14, "数学": 6})

    def test_mechanisms_that_are_the_same_differ_by_nothing(self):
        answer = json.loads(self.answer(self.scenario()))
        same = [p for p in answer["paired"] if (p["a"], p["b"]) == ("ranking", "again")]
        self.assertEqual(len(same), len(SCENARIO["metrics"]))
        for pair in same:
            self.assertEqual((pair["mean"], pair["ci95"]), (0, [0, 0]), pair)
        other = next(p for p in answer["paired"] if (p["a"], p["b"], p["metric"]) == ("ranking", "lottery", "mean_quality_awarded"))
        metrics = {m["id"]: m["metrics"]["mean_quality_awarded"]["mean"] for m in answer["mechanisms"]}
        self.assertAlmostEqual(other["mean"], metrics["ranking"] - metrics["lottery"])

    def test_threads_and_shards_change_no_byte(self):
        path = self.scenario()
        whole = self.answer(path, "-j1")
        self.assertEqual(self.answer(path, "-j3"), whole)
        parts = []
        for number in range(1, 6):
            part = str(pathlib.Path(self.folder.name) / f"part-{number}.json")
            done = self.run_saitaku("simulate", path, "--shard", f"{number}/5", "--out", part)
            self.assertEqual(done.returncode, 0, done.err)
            parts.append(part)
        random.Random(1).shuffle(parts)
        merged = self.run_saitaku("merge", *parts, "--json")
        self.assertEqual(merged.returncode, 0, merged.err)
        self.assertEqual(merged.out, whole)
        missing = self.run_saitaku("merge", *parts[1:], "--lang", "en")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("is missing", missing.err)
        twice = self.run_saitaku("merge", *parts, parts[0], "--lang", "ja")
        self.assertEqual(twice.returncode, 2)
        self.assertIn("二つあります", twice.err)
        self.run_saitaku("simulate", path, "--seed", "other", "--shard", "1/5", "--out", str(pathlib.Path(self.folder.name) / "alien.json"))
        alien = self.run_saitaku("merge", str(pathlib.Path(self.folder.name) / "alien.json"), *parts, "--lang", "en")
        self.assertEqual(alien.returncode, 2)
        self.assertIn("another run", alien.err)

    def test_a_broken_part_is_refused(self):
        path, part = self.scenario(), pathlib.Path(self.folder.name) / "part.json"
        self.run_saitaku("simulate", path, "--shard", "1/1", "--out", str(part))
        whole = json.loads(part.read_text(encoding="utf-8"))
        faults = [("planned", -1), ("end_block", 99), ("moments", []), ("mechanisms", []), ("shard", 3), ("sha256", "00"),
                  ("quality_borders", []), ("applications", [[1]])]
        for key, value in faults:
            broken = json.loads(json.dumps(whole))
            broken["variants"][0][key] = value
            (pathlib.Path(self.folder.name) / "broken.json").write_text(json.dumps(broken), encoding="utf-8")
            done = self.run_saitaku("merge", str(pathlib.Path(self.folder.name) / "broken.json"))
            self.assertEqual(done.returncode, 2, key)
            self.assertIn("broken.json", done.err)
        other = self.run_saitaku("merge", path)
        self.assertEqual(other.returncode, 2)

    def test_a_record_replays_to_the_same_bytes(self):
        path, run = self.scenario(), str(pathlib.Path(self.folder.name) / "run.json")
        before = self.run_saitaku("simulate", path, "--set", "review.reliability=0.5", "--seed", "x", "--manifest", run, "--lang", "en")
        self.assertEqual(before.returncode, 0, before.err)
        again = self.run_saitaku("replay", run)
        self.assertEqual((again.returncode, again.out), (0, before.out), again.err)
        record = json.loads(pathlib.Path(run).read_text(encoding="utf-8"))
        record["results_sha256"] = "0" * 64
        pathlib.Path(run).write_text(json.dumps(record), encoding="utf-8")
        self.assertEqual(self.run_saitaku("replay", run).returncode, 1)
        record["scenario"]["replications"] = 10
        pathlib.Path(run).write_text(json.dumps(record), encoding="utf-8")
        self.assertEqual(self.run_saitaku("replay", run).returncode, 2)

    def test_it_stops_when_it_is_precise_enough_and_says_when_it_is_not(self):
        path = self.scenario(metrics=["mean_quality_awarded"])
        answer = json.loads(self.answer(path, "--replications", "100000", "--until-halfwidth", "0.03"))
        self.assertIn(answer["replications"], [256 * 2**k for k in range(8)])
        for mechanism in answer["mechanisms"]:
            low, high = mechanism["metrics"]["mean_quality_awarded"]["ci95"]
            self.assertLessEqual((high - low) / 2, 0.03)
        self.answer(path, "--replications", "64", "--until-halfwidth", "0.000001", code=3)

    def test_ctrl_c_keeps_what_was_done(self):
        path = self.scenario()
        process = subprocess.Popen([str(cli_test.PROGRAM), "simulate", path, "--replications", "4000000", "--json"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        answer = json.loads(out)
        self.assertTrue(answer["interrupted"])
        self.assertEqual(answer["replications"] % 16, 0)
        self.assertGreater(answer["replications"], 0)
        count = str(answer["replications"])  # what was done is what a run of that length gives
        self.assertEqual(answer["mechanisms"], json.loads(self.answer(path, "--replications", count))["mechanisms"])

    def test_a_kept_run_goes_on_after_a_kill(self):
        path, kept = self.scenario(), str(pathlib.Path(self.folder.name) / "kept")
        arguments = ["simulate", path, "--replications", "4000", "--json"]
        for wait in (0.2, 0.4):
            process = subprocess.Popen([str(cli_test.PROGRAM), *arguments, "--keep", kept], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            process.kill()
            process.wait()
        done = self.run_saitaku(*arguments, "--keep", kept)
        self.assertEqual(done.returncode, 0, done.err)
        self.assertEqual(done.out, self.run_saitaku(*arguments).out)
        other = self.run_saitaku("simulate", path, "--replications", "300", "--keep", kept)
        self.assertEqual(other.returncode, 2)

    def test_a_sweep_is_one_table(self):
        path = self.scenario(sweep={"review.reliability": [0.1, 0.9], "population.count": {"from": 100, "to": 200, "step": 100}},
                             population={"count": 100, "quality": {"distribution": "normal", "mean": 0, "sd": 1}},
                             mechanisms=SCENARIO["mechanisms"][:1], metrics=["mean_quality_awarded"], replications=64)
        answer = json.loads(self.answer(path))
        self.assertEqual(len(answer["variants"]), 4)
        table = self.run_saitaku("simulate", path, "--format", "csv").out
        rows = [line for line in table.splitlines() if "mean_quality_awarded" in line]
        self.assertEqual(len(rows), 4, table)

    def test_problems_are_listed_with_their_places(self):
        path = self.scenario(metrics=["mean_qualty_awarded", "award_rate_gap:feild"],
                             mechanisms=[{"id": "a", "stages": [{"do": "drow", "take": 3}, {"do": "draw", "take": 301, "then": "award"}]}])
        for language, words in (("en", ["mean_quality_awarded", "field", "draw", "301"]), ("ja", ["mean_quality_awarded", "301"])):
            done = self.run_saitaku("simulate", path, "--lang", language)
            self.assertEqual((done.returncode, done.out), (2, ""))
            for word in words:
                self.assertIn(word, done.err)
            self.assertRegex(done.err, r"small\.json:\d+:\d+: ")
        self.assertEqual(self.run_saitaku("simulate", "pure-lotery").returncode, 2)
        self.assertIn("pure-lottery", self.run_saitaku("simulate", "pure-lotery").err)

    def test_array_jobs_are_recognised_and_said(self):
        path = self.scenario()
        slurm = {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "4"}
        out = str(pathlib.Path(self.folder.name) / "part.json")
        done = self.run_saitaku("simulate", path, "--shard", "auto", "--out", out, "--lang", "en", env=slurm)
        self.assertEqual(done.returncode, 0, done.err)
        self.assertIn("part 3 of 4", done.err)
        done = self.run_saitaku("simulate", path, "--shard", "auto/4", "--out", out, "--lang", "en", env={"PJM_BULKNUM": "2"})
        self.assertIn("part 2 of 4", done.err)
        done = self.run_saitaku("simulate", path, "--replications", "16", "--lang", "en", env={"PJM_BULKNUM": "2"})
        self.assertIn("--shard auto", done.err)
        self.assertEqual(self.run_saitaku("simulate", path, "--shard", "auto", "--out", out).returncode, 2)

    def test_every_shipped_scenario_runs(self):
        for file in sorted((ROOT / "scenarios").glob("*.json")):
            done = self.run_saitaku("simulate", file.stem, "--replications", "1", "--lang", "ja")
            self.assertEqual((done.returncode, done.err), (0, ""), file.stem)


@unittest.skipUnless(MPI, "built without SAITAKU_MPI")
class Mpi(Cli):
    def mpirun(self, ranks, *arguments):
        run = subprocess.run(["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", str(ranks), MPI, *arguments],
                             cwd=self.folder.name, capture_output=True, text=True, encoding="utf-8", timeout=120)
        run.out, run.err = run.stdout, run.stderr
        return run

    def test_any_number_of_ranks_gives_the_same_bytes(self):
        path = Simulate.scenario(self)
        alone = self.run_saitaku("simulate", path, "--json").out
        for ranks in (1, 2, 3):
            done = self.mpirun(ranks, "simulate", path, "--json", "-j1")
            self.assertEqual(done.returncode, 0, done.err)
            self.assertEqual(done.out, alone)
        wrong = self.mpirun(2, "simulate", "pure-lotery", "--lang", "en")
        self.assertNotEqual(wrong.returncode, 0)
        self.assertEqual(wrong.err.count("scenario.not-found"), 1)

    def test_a_rank_that_is_killed_leaves_finished_parts(self):
        path, kept = Simulate.scenario(self), pathlib.Path(self.folder.name) / "kept"
        arguments = ["simulate", path, "--replications", "12000", "--json", "-j1", "--keep", str(kept)]
        process = subprocess.Popen(["mpirun", "--allow-run-as-root", "--oversubscribe", "-n", "2", MPI, *arguments],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
        while process.poll() is None and len(list(kept.glob("*.json"))) < 4:
            time.sleep(0.02)
        ranks = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
        os.kill(int(ranks[-1]), signal.SIGKILL)
        _, err = process.communicate(timeout=60)
        self.assertNotEqual(process.returncode, 0)
        self.assertIn("signal 9", err)
        self.assertGreaterEqual(len(list(kept.glob("*.json"))), 4)
        again = self.mpirun(3, *arguments)
        self.assertEqual(again.returncode, 0, again.err)
        self.assertEqual(again.out, self.run_saitaku(*arguments[:4], "--json").out)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        cli_test.PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    if MPI:
        sys.argv.pop(1)
    unittest.main()
