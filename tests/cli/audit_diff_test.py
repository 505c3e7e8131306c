#!/usr/bin/env python3
"""saitaku audit diff, on stores written by hand from engine/store/tables.sql.

usage: tests/cli/audit_diff_test.py [SAITAKU]
"""
import json
import os
import pathlib
import sqlite3
import sys
import unittest

import cli_test
from cli_test import ROOT, Cli

APPLICATION_ID = 0x53414954
RULES = {"SP-B01": ("error", "直接経費の上限"), "SP-E02": ("error", "応募資格"), "SP-W03": ("warning", "締切")}


def make_store(path, version=1):
    store = sqlite3.connect(path)
    store.executescript((ROOT / "engine" / "store" / "tables.sql").read_text(encoding="utf-8"))
    store.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    store.execute(f"PRAGMA user_version = {version}")
    return store


def add_run(store, findings, call="spread-1000/round-2", applications=3, unreadable=0, finished=1, rules=None, version="1.0.0"):
    """findings: (application, institution, code, fingerprint). Rules have the digest given, or their own code."""
    run = store.execute(
        "INSERT INTO runs (finished, what, call, pack_version, pack_edition, pack_hash, program_version, language, arguments,"
        " applications, unreadable_records) VALUES (?, x'00', ?, ?, '', ?, '1', 'ja', '[]', ?, ?)",
        (finished, call, version, version, applications, unreadable)).lastrowid
    codes = sorted(RULES)
    for position, code in enumerate(codes):
        severity, title = RULES[code]
        digest = (rules or {}).get(code, code)
        if digest is not None:
            store.execute("INSERT INTO rules (run, position, code, severity, status, over_batch, title, digest) VALUES"
                          " (?, ?, ?, ?, 'official', 0, ?, ?)", (run, position, code, severity, title, digest))
    numbers = {}
    for application, institution, code, fingerprint in findings:
        if application not in numbers:
            numbers[application] = len(numbers) + 1
            store.execute("INSERT INTO applications (run, number, file, name, institution, verdict, errors, warnings, advice, unknown)"
                          " VALUES (?, ?, 1, ?, ?, 'ineligible', 1, 0, 0, 0)", (run, numbers[application], application, institution))
        store.execute("INSERT INTO findings (run, application, rule, code, outcome, fingerprint, message, fix, fields, missing) VALUES"
                      " (?, ?, ?, ?, 'fail', ?, ?, '', '[]', '[]')",
                      (run, numbers[application], codes.index(code), code, fingerprint, f"{application} の {code} です。"))
    store.commit()
    return run


BEFORE = [("A-1", "例示大学", "SP-B01", "f1"), ("A-2", "見本大学", "SP-B01", "f2"), ("A-2", "見本大学", "SP-W03", "f3"),
          ("A-3", None, "SP-E02", "f4")]
AFTER = [("A-1", "例示大学", "SP-B01", "f1"), ("A-2", "見本大学", "SP-W03", "f3"), ("A-1", "例示大学", "SP-E02", "f5"),
         ("A-9", "例示|大学", "SP-B01", "f6")]


class AuditDiff(Cli):
    def diff(self, *words, **more):
        return self.run_saitaku("audit", "diff", *words, **more)

    def stores(self):
        with make_store(self.path("a.sqlite")) as store:
            add_run(store, BEFORE)
        with make_store(self.path("b.sqlite")) as store:
            add_run(store, AFTER, unreadable=1, version="1.1.0", rules={"SP-W03": "other"})

    def test_text_and_reports(self):
        self.stores()
        for lang in ("ja", "en"):
            run = self.diff("a.sqlite", "b.sqlite", "--lang", lang, "--report", "d.md", "--report", "d.JSON", "--report", "d.ndjson")
            self.assertEqual((1, ""), (run.returncode, run.err))
            self.golden(f"audit-diff.{lang}.txt", run.out)
            read = lambda name: pathlib.Path(self.path(name)).read_text(encoding="utf-8")
            self.golden(f"audit-diff.{lang}.md", read("d.md"))
        self.golden("audit-diff.json", read("d.JSON"))
        lines = [json.loads(line) for line in read("d.ndjson").splitlines()]
        self.assertEqual([("persisting", "f1"), ("resolved", "f2"), ("not-comparable", "f3"), ("resolved", "f4"), ("new", "f5"), ("new", "f6")],
                         [(line["change"], line["fingerprint"]) for line in lines[:-1]])
        whole = json.loads(read("d.JSON"))
        self.assertEqual(whole.pop("results"), lines[:-1])
        self.assertEqual(whole, lines[-1])
        self.assertEqual(whole, json.loads(self.diff("a.sqlite", "b.sqlite", "--json").out))
        self.assertEqual({"new": 2, "resolved": 2, "persisting": 1, "not_comparable": 1}, whole["totals"])
        self.assertEqual(["SP-W03"], whole["changed_rules"])

    def test_reports_keep_to_their_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        schema = json.loads((ROOT / "rules" / "schema" / "audit-diff.schema.json").read_text(encoding="utf-8"))
        self.stores()
        self.diff("a.sqlite", "b.sqlite", "--report", "d.json")
        whole = json.loads(pathlib.Path(self.path("d.json")).read_text(encoding="utf-8"))
        self.assertEqual(6, len(whole["results"]))
        jsonschema.validate(whole, schema, cls=jsonschema.Draft202012Validator)

    def test_exit_codes(self):
        self.stores()
        self.assertEqual(0, self.diff("a.sqlite", "a.sqlite").returncode)
        self.assertEqual(1, self.diff("a.sqlite", "b.sqlite").returncode)
        self.assertEqual(0, self.diff("a.sqlite", "b.sqlite", "--exit-zero").returncode)
        for words in (["nowhere.sqlite", "a.sqlite"], ["a.sqlite"], ["a.sqlite#2", "b.sqlite"], ["a.sqlite", "b.sqlite", "x"],
                      ["a.sqlite", "b.sqlite", "--report", "no/such/folder/d.md"], ["a.sqlite", "b.sqlite", "--report", "a.sqlite"]):
            run = self.diff(*words)
            self.assertEqual((2, ""), (run.returncode, run.out), words)
            self.assertIn("error[", run.err, words)

    def test_runs_of_one_store(self):
        with make_store(self.path("audit.sqlite")) as store:
            add_run(store, BEFORE)
            add_run(store, [], call="nih/limits")
            add_run(store, AFTER)
            add_run(store, BEFORE, finished=0)
        labels = lambda run: [json.loads(run.out)[side]["audit"] for side in ("before", "after")]
        self.assertEqual(["audit.sqlite#1", "audit.sqlite#3"], labels(self.diff("audit.sqlite", "--json")))
        self.assertEqual(["audit.sqlite#1", "audit.sqlite#3"], labels(self.diff("audit.sqlite#3", "--json")))
        self.assertEqual(["audit.sqlite#3", "audit.sqlite#1"], labels(self.diff("audit.sqlite#3", "audit.sqlite#1", "--json")))
        self.assertEqual(["audit.sqlite#3", "audit.sqlite#3"], labels(self.diff("audit.sqlite", "audit.sqlite", "--json")))
        for words, code in ((["audit.sqlite#1"], "cli.audit-diff.no-earlier"), (["audit.sqlite#2", "audit.sqlite#3"], "audit.other-call"),
                            (["audit.sqlite#4", "audit.sqlite#3"], "store.unfinished-run"), (["audit.sqlite#7", "audit.sqlite"], "store.no-such-run")):
            run = self.diff(*words)
            self.assertEqual((2, ""), (run.returncode, run.out), words)
            self.assertIn(f"error[{code}]", run.err, words)
        os.rename(self.path("audit.sqlite"), self.path("odd#1"))  # a file of that name is that file
        self.assertEqual(["odd#1#1", "odd#1#3"], labels(self.diff("odd#1", "--json")))

    def test_a_report_never_takes_the_place_of_a_store(self):
        with make_store(self.path("s.json")) as store:
            add_run(store, BEFORE)
            add_run(store, AFTER)
        before = pathlib.Path(self.path("s.json")).read_bytes()
        for words in (["s.json"], ["s.json#2"], ["s.json#1", "s.json#2"]):
            run = self.diff(*words, "--report", "./s.json")
            self.assertEqual((2, before), (run.returncode, pathlib.Path(self.path("s.json")).read_bytes()), words)
            self.assertIn("error[cli.report-over-input]", run.err)

    def test_what_is_no_store_is_said_and_left_alone(self):
        self.write("text.sqlite", "no database\n")
        other = sqlite3.connect(self.path("other.sqlite"))
        other.execute("CREATE TABLE runs (x)")
        other.commit()
        make_store(self.path("later.sqlite"), version=2)
        make_store(self.path("none.sqlite"))
        for name, code in (("text.sqlite", "store.not-a-store"), ("other.sqlite", "store.not-a-store"), ("later.sqlite", "store.newer-version"),
                           ("none.sqlite", "store.no-finished-run"), (".", "store.cannot-open"), ("nowhere", "io.not-found")):
            for lang in ("ja", "en"):
                run = self.diff(name, name, "--lang", lang)
                self.assertEqual((2, ""), (run.returncode, run.out), name)
                self.assertIn(f"[{code}]", run.err, name)
        self.assertEqual(b"no database\n", pathlib.Path(self.path("text.sqlite")).read_bytes())

    def test_many_new_findings_are_counted(self):
        with make_store(self.path("a.sqlite")) as store:
            add_run(store, [])
            add_run(store, [(f"A-{i:03}", f"大学{i % 30:02}", "SP-B01", f"{i * 7919 % 1000:03}") for i in range(100)])
        run = self.diff("a.sqlite", "--lang", "ja")
        self.assertIn("A-019", run.out)
        self.assertNotIn("A-020", run.out)
        self.assertIn("ほか 80件", run.out)
        self.assertIn("ほかの機関: 新規 30", run.out)
        self.assertEqual(101, len(self.diff("a.sqlite", "--format", "ndjson").out.splitlines()))


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        cli_test.PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
