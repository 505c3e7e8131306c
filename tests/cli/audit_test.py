#!/usr/bin/env python3
"""saitaku audit from outside: planted defects, broken lines, kills and resumes, the same bytes, stores, baselines, totals.

usage: tests/cli/audit_test.py [SAITAKU]   the program, otherwise that of build/dev

The sizes below are those of every day; the sanitizer build takes smaller ones (tests/CMakeLists.txt). In full, with a release build,
  SAITAKU_TEST_LINES=1000000 SAITAKU_TEST_KILLS=20 SAITAKU_TEST_FORMS=500 tests/cli/audit_test.py build/release/tools/cli/saitaku
judges a million lines, 500 folders and 500 workbooks of each round, and kills twenty times.
"""
import collections
import gzip
import json
import os
import pathlib
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

import cli_test
from cli_test import ROOT, Cli

SPREAD = "spread-1000/round-2"
CALLS = ["spread-1000/round-1", SPREAD, "arise/international-fusion", "arise/strategic-target", "doe-genesis/phase-1",
         "doe-genesis/phase-2", "nih/application-limits"]
ROUNDS = ["spread-1000/round-1", SPREAD]
LINES = int(os.environ.get("SAITAKU_TEST_LINES", 1500))
KILLS = int(os.environ.get("SAITAKU_TEST_KILLS", 3))
BATCH = ["--defects", "0.3", "--seed", "3"]
FORMS = int(os.environ.get("SAITAKU_TEST_FORMS", 40))  # folders, and as many workbooks, of each round
REPORTS = ["r.json", "r.ndjson", "r.csv", "r.xlsx", "r.html", "r.sarif", "r.xml", "r.md"]


class AuditCase(Cli):
    made = {}  # what was generated before, by everything that decides it
    kept = tempfile.TemporaryDirectory()

    def generate(self, name, *words, call=SPREAD, count=60):
        """Asks the program once for the same thing; later it is copied."""
        key = (pathlib.PurePath(name).name, call, count, words)
        if key not in self.made:
            folder = pathlib.Path(self.kept.name, str(len(self.made)))
            folder.mkdir()
            run = subprocess.run([str(cli_test.PROGRAM), "generate", call, "--count", str(count), "--out", key[0], *words], cwd=folder,
                                 capture_output=True, check=False, timeout=600)
            self.assertEqual(0, run.returncode, run.stderr)
            self.made[key] = folder
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        shutil.copytree(self.made[key], os.path.dirname(self.path(name)), dirs_exist_ok=True)
        return name

    def batch(self, name, copies=1):
        """The records that most tests share, some with defects; copies have ids of their own."""
        records = self.records(self.generate("b.ndjson", *BATCH))
        for left in ("b.ndjson", "b.ndjson.defects.ndjson"):
            os.remove(self.path(left))
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        copied = [{**record, "application_id": record["application_id"] + f"-{copy}" * (copy > 0)} for copy in range(copies) for record in records]
        return self.write_records(name, copied)

    def forms(self, folder, kind, most=10):
        """Some of the folders or workbooks of round 2, without the side file, which would be read as an application."""
        name = self.generate(f"{folder}/{kind}-2", "--as", kind, *BATCH, count=FORMS)
        os.remove(self.path(name + ".defects.ndjson"))
        for one in sorted(pathlib.Path(self.path(name)).iterdir())[most:]:
            shutil.rmtree(one) if one.is_dir() else one.unlink()
        return name

    def records(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def planted(self, name, key="application_id"):
        return {record[key]: set(record["breaks"]) for record in self.records(name + ".defects.ndjson")}

    def write_records(self, name, records):
        return self.write(name, "".join(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n" for record in records))

    def audit(self, *words, call=SPREAD, codes=(0, 1, 3), reports=(), **more):
        """Runs one with its totals checked; the summary of --json, and the lines of an NDJSON report under "lines"."""
        run = self.run_saitaku("audit", *words, "--call", call, "--json", "--report", "lines.ndjson",
                               *[word for report in reports for word in ("--report", report)], **more)
        self.assertIn(run.returncode, codes, run.err)
        summary = json.loads(run.out)
        summary["lines"] = self.records("lines.ndjson")
        summary["exit"], summary["err"] = run.returncode, run.err
        self.check_totals(summary)
        return summary

    def check_totals(self, summary):
        inputs, applications = summary["inputs"], summary["applications"]
        self.assertEqual(inputs["files"], inputs["read"] + inputs["reused"] + inputs["unreadable"] + inputs["skipped"])
        verdicts = ("eligible", "ineligible", "undetermined")
        self.assertEqual(applications["total"], sum(applications[verdict] for verdict in verdicts))
        for member in ("total", *verdicts):
            institutions = [*summary["by_institution"], summary["other_institutions"]]
            if summary["by_institution"]:
                self.assertEqual(applications[member], sum(one[member] for one in institutions))
        findings = [line for line in summary["lines"] if line["schema"] == "saitaku.finding/1"]
        told = collections.Counter((line["code"], line["outcome"]) for line in findings)
        for code, rule in summary["by_rule"].items():
            self.assertEqual((rule["fail"], rule["unknown"]), (told.pop((code, "fail"), 0), told.pop((code, "unknown"), 0)), code)
        self.assertFalse(told)
        totals = summary["findings"]
        self.assertEqual(sum(rule["fail"] for rule in summary["by_rule"].values()), totals["error"] + totals["warning"] + totals["advice"])
        self.assertEqual(sum(rule["unknown"] for rule in summary["by_rule"].values()), totals["unknown"])
        unreadable = [line for line in summary["lines"] if line["schema"] == "saitaku.unreadable/1"]
        self.assertEqual(inputs["unreadable_records"], len(unreadable))

    @staticmethod
    def outcomes(summary, outcome="fail"):
        found = collections.defaultdict(set)
        for line in summary["lines"]:
            if line.get("outcome") == outcome:
                found[line["application_id"] or pathlib.PurePath(line["file"]).stem].add(line["code"])
        return dict(found)

    def bytes_of(self, reports):
        return {report: pathlib.Path(self.path(report)).read_bytes() for report in reports}


class Planted(AuditCase):
    def test_every_planted_defect_of_records_is_found_and_nothing_else(self):
        for call in CALLS:
            name = self.generate("b.ndjson", *BATCH, call=call, count=60)
            summary = self.audit(name, call=call)
            self.assertEqual(self.planted(name), self.outcomes(summary), call)
            self.assertEqual({}, self.outcomes(summary, "unknown"), call)
            self.assertEqual(60, summary["applications"]["total"])

    def test_tables_are_judged_as_records(self):
        for call in CALLS:
            name = self.generate("b.ndjson", *BATCH, call=call, count=60)
            # What a cell cannot say: no list from an empty one, nothing from blanks; full-width digits are taken as digits.
            other = {record["application_id"] for record in self.records(name)
                     if re.search(r'"items": null|"\s+"|"[０-９]+"', json.dumps(record, ensure_ascii=False))}
            expected = {key: codes for key, codes in self.outcomes(self.audit(name, call=call)).items() if key not in other}
            self.assertGreater(len(expected), 4)
            encodings = ["cp932"] if call == ROUNDS[0] else ["utf-8", "cp932"]  # the rounds share their form
            for words in (["--encoding", encoding] for encoding in encodings):
                table = self.generate("b.csv", *BATCH, *words, call=call, count=60)
                summary = self.audit(table, call=call)
                found = {key: codes for key, codes in self.outcomes(summary).items() if key not in other}
                self.assertEqual(expected, found, (call, words))
                unknown = {key for key in self.outcomes(summary, "unknown") if key not in other}
                self.assertEqual(set(), unknown, (call, words))

    def test_every_planted_defect_of_folders_and_workbooks_is_found_and_nothing_else(self):
        for call in ROUNDS:
            for kind in ("folders", "workbooks"):
                with self.subTest(call=call, kind=kind):
                    name = self.generate(f"{kind}-{call[-1]}", "--as", kind, *BATCH, call=call, count=FORMS)
                    planted = self.planted(name, "file")
                    self.assertGreater(len(planted), FORMS // 6)
                    summary = self.audit(name, call=call)
                    self.assertEqual((FORMS, FORMS), (summary["inputs"]["files"], summary["applications"]["total"]))
                    found = collections.defaultdict(set)
                    for line in summary["lines"]:
                        if line.get("outcome") == "fail":
                            found[line["file"]].add(line["code"])
                    self.maxDiff = None
                    self.assertEqual(planted, dict(found))
                    self.assertEqual([], [line for line in summary["lines"] if line.get("code", "").startswith("folder.")])
                    if kind == "folders":
                        self.assertEqual({}, self.outcomes(summary, "unknown"))

    def test_where_application_json_and_form_1_contradict_each_other_is_said(self):
        name = self.forms(".", "folders", most=1)
        folder = next(pathlib.Path(self.path(name)).iterdir())
        before = self.audit(name)
        beside = json.loads((folder / "application.json").read_text(encoding="utf-8"))
        beside.setdefault("plan", {})["title"] = "別の研究"
        self.write(folder / "application.json", beside)
        after = self.audit(name)
        findings = [[line for line in summary["lines"] if line["schema"] == "saitaku.finding/1"] for summary in (before, after)]
        self.assertEqual(*findings)  # form 1 was taken
        said = [line for line in after["lines"] if line.get("code") == "folder.contradiction"]
        self.assertEqual(1, len(said))
        for words in ("/plan/title", "別の研究", "form 1"):
            self.assertIn(words, said[0]["message"])
        run = self.run_saitaku("check", f"{name}/{folder.name}", "--lang", "ja")
        self.assertIn("別の研究", run.out + run.err)

class BrokenLines(AuditCase):
    KINDS = ["truncated", "utf8", "nul", "comma", "twice", "overflow", "string", "array", "two", "long"]

    @staticmethod
    def broken(kind, line):
        return {"truncated": line[:len(line) // 2], "utf8": line[:-1] + b',"x":"\xc3\x28"}', "nul": line[:50] + b"\0" + line[50:],
                "comma": line[:-1] + b",}", "twice": line[:-1] + b',"call":"' + SPREAD.encode() + b'"}',
                "overflow": line.replace(b'"unit_yen":1000', b'"unit_yen":1e999'), "string": b'"x"', "array": b"[1]", "two": line + line,
                "long": line[:-1] + b',"x":"' + b"a" * (65 << 20) + b'"}'}[kind]

    def test_every_broken_line_is_one_finding_with_its_place(self):
        self.batch("b.ndjson")
        lines = pathlib.Path(self.path("b.ndjson")).read_bytes().splitlines()
        chance, places, at, blank = random.Random(5), {}, 0, 0
        with open(self.path("broken.ndjson"), "wb") as file:
            for number in range(1, LINES + 1):
                line = lines[number % len(lines)]
                if chance.random() < 0.02:
                    kind = self.KINDS[len(places) % 10]
                    if kind == "long" and "long" in (one[0] for one in places.values()):
                        kind = "comma"
                    line = self.broken(kind, line)
                    places[number] = (kind, at, at + len(line))
                elif number % 97 == 0:
                    line, blank = b" " * (number % 3), blank + 1
                file.write(line + b"\n")
                at += len(line) + 1
        summary = self.audit("broken.ndjson", codes=(1, 3))
        self.assertEqual(LINES, summary["applications"]["total"] + summary["inputs"]["unreadable_records"] + blank)
        found = {line["line"]: line for line in summary["lines"] if line["schema"] == "saitaku.unreadable/1"}
        self.assertEqual(sorted(places), sorted(found))
        codes = collections.defaultdict(set)
        for number, (kind, begin, end) in places.items():
            self.assertTrue(begin <= found[number]["byte"] <= end, (kind, found[number], begin, end))
            codes[kind].add(found[number]["code"])
        for kind, code in (("twice", "json.duplicate-key"), ("overflow", "json.number-range"), ("array", "draft.not-an-object"),
                           ("utf8", "json.utf8"), ("long", "audit-input.record-too-long"), ("two", "json.syntax")):
            self.assertEqual({code}, codes[kind])


class Interrupted(AuditCase):
    def start(self, *words):
        return subprocess.Popen([str(cli_test.PROGRAM), "audit", *words, "--call", SPREAD], cwd=self.folder.name,
                                env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def reports(self, folder):
        os.makedirs(self.path(folder), exist_ok=True)
        return [f"{folder}/{report}" for report in REPORTS]

    def words(self, folder):
        return ["in", "-j2", *[word for report in self.reports(folder) for word in ("--report", report)]]

    def fill(self):
        self.batch("in/a.ndjson")
        self.batch("in/b.ndjson", copies=2)
        self.forms("in", "folders")

    def test_what_was_killed_and_resumed_is_the_same(self):
        self.fill()
        begun = time.monotonic()
        run = self.start(*self.words("whole"), "--store", "whole.sqlite")
        run.communicate()
        took = time.monotonic() - begun
        self.assertEqual(1, run.returncode)
        expected = self.bytes_of(self.reports("whole"))
        chance = random.Random()
        for attempt in range(KILLS):
            for left in pathlib.Path(self.folder.name).glob("killed.sqlite*"):
                left.unlink()
            run = self.start(*self.words("killed"), "--store", "killed.sqlite")
            time.sleep(chance.uniform(0, took))
            run.kill()
            run.communicate()
            if self.is_finished("killed.sqlite"):
                continue  # nothing to resume: another run counts everything as reused
            run = self.start(*self.words("killed"), "--store", "killed.sqlite", "--resume")
            _, err = run.communicate()
            self.assertEqual(1, run.returncode, err)
            resumed = self.bytes_of(self.reports("killed"))
            for report in REPORTS:
                self.assertEqual(expected[f"whole/{report}"], resumed[f"killed/{report}"], (attempt, report))
        again = self.audit("in", "--store", "whole.sqlite")
        self.assertEqual((0, again["inputs"]["files"]), (again["inputs"]["read"], again["inputs"]["reused"]))
        lines = [json.loads(line) for line in expected["whole/r.ndjson"].splitlines()]
        self.assertEqual(lines[:-1], again["lines"][:-1])

    def is_finished(self, store):
        try:
            with sqlite3.connect(self.path(store)) as opened:
                return opened.execute("SELECT max(finished) FROM runs").fetchone()[0] == 1
        except sqlite3.Error:
            return False  # it was killed before there were tables

    def test_two_at_the_same_time_on_one_store(self):
        self.fill()
        runs = [self.start(*self.words(folder), "--store", "one.sqlite") for folder in ("a", "b")]
        for run in runs:
            _, err = run.communicate()
            self.assertEqual(1, run.returncode, err)
        self.audit("in", reports=self.reports("c"))
        findings = [[line for line in self.records(f"{folder}/r.ndjson") if line["schema"] == "saitaku.finding/1"] for folder in "abc"]
        self.assertEqual(findings[2], findings[0])
        self.assertEqual(findings[2], findings[1])
        again = self.audit("in", "--store", "one.sqlite")
        self.assertEqual(0, again["inputs"]["read"])

    def test_ctrl_c_gives_130_and_whole_reports_of_what_was_done(self):
        self.batch("a.ndjson", copies=3)
        self.batch("m.ndjson", copies=15)
        for store in ([], ["--store", "s.sqlite"]):
            run = self.start("a.ndjson", "m.ndjson", "-j2", *store, *[word for report in self.reports("cut") for word in ("--report", report)])
            while run.poll() is None and not list(pathlib.Path(self.path("cut")).glob("*.part-*")):
                time.sleep(0.01)
            time.sleep(0.2)
            run.send_signal(signal.SIGINT)
            _, err = run.communicate(timeout=60)
            if run.returncode == 1:
                continue  # it was done before
            self.assertEqual(130, run.returncode, err)
            if not os.path.exists(self.path("cut/r.json")):
                continue  # it had not begun
            summary = json.loads(pathlib.Path(self.path("cut/r.json")).read_text(encoding="utf-8"))
            self.assertTrue(summary["interrupted"])
            lines = self.records("cut/r.ndjson")
            self.assertEqual(summary["applications"], lines[-1]["applications"])
        self.assertEqual([], [name for name in os.listdir(self.path("cut")) if name not in REPORTS])


class SameBytes(AuditCase):
    def test_order_threads_and_surroundings_change_nothing(self):
        os.makedirs(self.path("in/sub"))
        self.batch("in/a.ndjson")
        self.generate("in/sub/b.csv", *BATCH, "--encoding", "utf-8")
        os.remove(self.path("in/sub/b.csv.defects.ndjson"))
        self.forms("in", "workbooks")
        self.write("in/broken.ndjson", '{"a":1}\nx\n\n[1]\n')
        os.makedirs(self.path("tmp"))

        def reports(*words, **env):
            run = self.run_saitaku("audit", *words, "--call", SPREAD, "--lang", "ja",
                                   *[word for report in REPORTS for word in ("--report", report)], env={"LC_ALL": "C", **env})
            self.assertEqual(1, run.returncode, run.err)
            return {"out": run.out, **self.bytes_of(REPORTS)}

        expected = reports("in", "-j1")
        for words, env in ((["in", "-j2"], {}), (["in", "-j8"], {"LC_ALL": "ja_JP.UTF-8", "TZ": "Asia/Tokyo"}),
                           (["in"], {"TMPDIR": self.path("tmp"), "LC_ALL": "C.UTF-8", "TZ": "America/New_York"})):
            again = reports(*words, **env)
            for name in expected:
                self.assertEqual(expected[name], again[name], (name, words, env))
        self.assertEqual([], os.listdir(self.path("tmp")))
        paths = ["in/a.ndjson", "in/sub", "in/workbooks-2", "in/broken.ndjson"]
        listed = self.findings_of(expected)
        for words in (paths[::-1], [*paths, "in/sub/b.csv", "in"], ["./in", "in/", "in/../in"]):
            self.assertEqual(listed, self.findings_of(reports(*words, "-j2")), words)

    def findings_of(self, reports):
        lines = [json.loads(line) for line in reports["r.ndjson"].splitlines()]
        summary = {key: value for key, value in lines[-1].items() if key != "paths"}
        for line in lines[:-1]:
            line["file"] = str(line["file"]).removeprefix("./")
        return lines[:-1], summary["by_rule"]

    def test_gzip_is_judged_as_what_is_in_it(self):
        self.batch("a.ndjson")
        plain = self.audit("a.ndjson")
        content = pathlib.Path(self.path("a.ndjson")).read_bytes()
        os.remove(self.path("a.ndjson"))
        self.write("a.ndjson.gz", gzip.compress(content))
        packed = self.audit("a.ndjson.gz")
        for line in packed["lines"][:-1]:
            line["file"] = line["file"].removesuffix(".gz")
        self.assertEqual(plain["lines"][:-1], packed["lines"][:-1])
        self.assertEqual(plain["applications"], packed["applications"])


class Diff(AuditCase):
    def test_changed_applications_and_a_changed_pack(self):
        self.batch("a.ndjson")
        first = self.audit("a.ndjson", "--store", "s.sqlite")
        records = self.records("a.ndjson")
        failed = self.outcomes(first)
        clean = next(record for record in records if record["application_id"] not in failed)
        clean["budget"]["unit_yen"] = 1_000_000_000
        mended = next(record for record in records if record["application_id"] in failed)
        records.remove(mended)
        self.write_records("a.ndjson", records)
        second = self.audit("a.ndjson", "--store", "s.sqlite")
        prints = lambda summary: {line["fingerprint"] for line in summary["lines"] if "fingerprint" in line}
        run = self.run_saitaku("audit", "diff", "s.sqlite", "--json")
        self.assertEqual(1, run.returncode, run.err)
        totals = json.loads(run.out)["totals"]
        self.assertEqual({"new": len(prints(second) - prints(first)), "resolved": len(prints(first) - prints(second)),
                          "persisting": len(prints(first) & prints(second)), "not_comparable": 0}, totals)
        self.assertGreater(totals["new"], 0)
        self.assertGreater(totals["resolved"], 0)
        self.audit("a.ndjson", "--store", "s.sqlite")
        self.assertEqual(0, self.run_saitaku("audit", "diff", "s.sqlite").returncode)

        shutil.copytree(ROOT / "rules" / "spread-1000", self.path("mine"))
        pack = json.loads(pathlib.Path(self.path("mine/round-1.json")).read_text(encoding="utf-8"))  # round 2 extends it
        rule = next(rule for rule in pack["rules"] if "require" in rule and second["by_rule"].get(rule["code"], {"fail": 0})["fail"])
        code, rule["require"] = rule["code"], f"({rule['require']}) && true"
        self.write("mine/round-1.json", pack)
        third = self.audit("a.ndjson", "--store", "s.sqlite", "--rules", "mine")
        self.assertEqual(0, third["inputs"]["reused"])  # another pack judges anew
        run = self.run_saitaku("audit", "diff", "s.sqlite", "--json")
        changed = json.loads(run.out)
        self.assertEqual([code], changed["changed_rules"])
        self.assertGreater(changed["totals"]["not_comparable"], 0)


class Baseline(AuditCase):
    def test_known_findings_are_marked_and_never_dropped(self):
        self.batch("a.ndjson")
        first = self.audit("a.ndjson")
        failed = [line for line in first["lines"] if line.get("outcome") == "fail"]
        entries = [{"fingerprint": line["fingerprint"], "reason": "前年度に確認済み"} for line in failed]
        self.write("known.json", {"schema": "saitaku.baseline/1", "findings": entries})
        second = self.audit("a.ndjson", "--baseline", "known.json", codes=(0,))
        self.assertEqual(first["applications"], second["applications"])
        self.assertEqual(len(failed), second["findings"]["known"])
        marked = [line["known"]["reason"] for line in second["lines"] if line.get("outcome") == "fail"]
        self.assertEqual(["前年度に確認済み"] * len(failed), marked)
        errors = [entry for entry, line in zip(entries, failed) if line["severity"] == "error"]
        errors[0]["expires"] = "2020-01-01"
        self.write("known.json", {"schema": "saitaku.baseline/1", "findings": entries})
        third = self.audit("a.ndjson", "--baseline", "known.json", codes=(1,))
        self.assertEqual(len(failed) - 1, third["findings"]["known"])
        self.assertIn("2020-01-01", third["err"])
        self.write("known.json", {"schema": "saitaku.baseline/1", "findings": [{"fingerprint": "x", "reason": ""}]})
        self.assertEqual(2, self.run_saitaku("audit", "a.ndjson", "--call", SPREAD, "--baseline", "known.json").returncode)

    def test_fingerprints_outlive_order_names_and_threads(self):
        self.batch("a.ndjson", copies=2)
        prints = lambda summary: sorted(line["fingerprint"] for line in summary["lines"] if "fingerprint" in line)
        expected = prints(self.audit("a.ndjson"))
        self.assertEqual(len(expected), len(set(expected)))
        records = self.records("a.ndjson")
        random.Random(1).shuffle(records)
        self.write_records("other.jsonl", records)
        self.assertEqual(expected, prints(self.audit("other.jsonl", "-j8")))
        self.write("array.json", records)
        self.assertEqual(expected, prints(self.audit("array.json", "-j1")))


class OverTheBatch(AuditCase):
    def test_one_person_across_formats(self):
        self.generate("a.ndjson", count=2)
        records = self.records("a.ndjson")
        number = records[0]["applicant"]["erad"]["researcher_number"]
        self.write_records("a.ndjson", records[:2])
        second = json.loads(json.dumps(records[0]))
        second["application_id"] = "OTHER-1"
        second["institution"]["name"] = "例示大学"
        second["applicant"]["name"] = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in second["applicant"]["name"])
        self.write("b.json", second)
        self.generate("c.csv", count=1)  # the first application again, as a row
        self.generate("books", "--as", "workbooks", count=1)
        summary = self.audit("a.ndjson", "b.json", "c.csv", "books", codes=(1,), reports=REPORTS)
        found = [line for line in summary["lines"] if line.get("code") == "SP-U01" and line["outcome"] == "fail"]
        self.assertEqual(["a.ndjson", "b.json", "books/R2-000001.xlsx", "c.csv"], sorted(line["file"] for line in found), number)
        for line in found:
            self.assertEqual(3, len(line["others"]))
            self.assertNotIn(line["name"] if line["file"] in ("b.json", "books/R2-000001.xlsx") else "-", line["others"])
            if line["file"] != "b.json":
                self.assertIn("OTHER-1", line["others"])
        for report in REPORTS:
            if not report.endswith(".xlsx"):
                content = pathlib.Path(self.path(report)).read_text(encoding="utf-8")
                self.assertIn("SP-U01", content)
                self.assertIn("OTHER-1", content)

    def test_the_seventh_application_of_a_year(self):
        self.generate("a.ndjson", call="nih/application-limits", count=3)
        record = self.records("a.ndjson")[0]
        for count in (6, 7):
            records = []
            for number in range(count):
                record["application_id"] = f"N-{number}"
                records.append(json.loads(json.dumps(record)))
            self.write_records("n.ndjson", records)
            summary = self.audit("n.ndjson", call="nih/application-limits")
            self.assertEqual(count == 7, summary["by_rule"]["NIH-A01"]["fail"] > 0, count)


class Outside(AuditCase):
    def words(self, *words):
        return self.run_saitaku("audit", *words, "--call", SPREAD)

    def test_what_cannot_be_written_is_said_and_nothing_is_left(self):
        self.batch("a.ndjson")
        for report in ("nowhere/r.json", "a.ndjson/r.json", "r.doc"):
            run = self.words("a.ndjson", "--report", report)
            self.assertEqual(2, run.returncode, report)
            self.assertIn("error[", run.err)
        self.assertEqual(2, self.words("a.ndjson", "--store", "nowhere/s.sqlite").returncode)
        self.assertEqual(2, self.words("a.ndjson", "--resume").returncode)
        self.assertEqual(2, self.words("nowhere").returncode)
        with open("/dev/full", "wb") as full:
            run = subprocess.run([str(cli_test.PROGRAM), "audit", "a.ndjson", "--call", SPREAD, "--report", "r.json"], cwd=self.folder.name,
                                 stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(2, run.returncode)
        self.assertIn(b"error[", run.stderr)
        self.assertEqual([], [name for name in os.listdir(self.folder.name) if name.startswith(("r.", ".r"))
                              and name != "r.json"])

    def test_a_reader_that_goes_away_does_not_stop_reports(self):
        self.batch("a.ndjson", copies=8)  # more than a pipe holds
        expected = self.audit("a.ndjson")["lines"]
        with subprocess.Popen([str(cli_test.PROGRAM), "audit", "a.ndjson", "--call", SPREAD, "--format", "ndjson", "--report", "r.ndjson"],
                              cwd=self.folder.name, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            run.stdout.read(10)
            run.stdout.close()
            err = run.stderr.read()
        self.assertNotEqual(130, run.returncode)
        self.assertEqual(b"", err)
        self.assertEqual(expected[:-1], self.records("r.ndjson")[:-1])

    def test_an_unreadable_file_is_one_finding(self):
        os.makedirs(self.path("in"))
        self.batch("in/a.ndjson")
        self.write("in/b.json", "{")
        self.write("in/c.xlsx", b"PK\x03\x04 no workbook")
        self.write("in/d.ndjson.gz", gzip.compress(b'{"a":1}\n' * 50)[:-12])
        self.write("in/e.json", "")
        summary = self.audit("in", codes=(1, 3))
        self.assertEqual({"read": 2, "unreadable": 3}, {key: summary["inputs"][key] for key in ("read", "unreadable")})
        self.assertGreaterEqual(summary["applications"]["total"], 60)  # and what came before the end of the cut file
        self.assertLessEqual({"in/b.json", "in/c.xlsx", "in/d.ndjson.gz", "in/e.json"}, {one["file"] for one in summary["unreadable_files"]})


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        cli_test.PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
