#!/usr/bin/env python3
"""The program as people and scripts use it: exit codes, both streams, languages, formats, what goes wrong outside.

usage: tests/cli/cli_test.py [SAITAKU]   the program, otherwise that of build/dev
UPDATE_GOLDEN=1 rewrites tests/golden/cli; read the difference before committing it.
"""
import fcntl
import json
import os
import pathlib
import pty
import re
import resource
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "cli"
PROGRAM = ROOT / "build" / "dev" / "tools" / "cli" / "saitaku"
PACKS = ROOT / "tests" / "cases" / "tutorial"  # the pack that rules/README.md writes
# How the tests name it, from the folder they run in: reports wrap paths, and a golden must not depend on where we stand.
PACKS_HERE = "tests/cases/tutorial"
CALL = "reiji-university/young-researcher"
SAMPLE = {
    "schema": "saitaku.application/1", "call": CALL, "application_id": "YR-1",
    "submission": {"submitted_at": "2026-09-25T10:00:00+09:00"},
    "applicant": {"name": "例示 花子", "staff_number": "012345", "birth_date": "1990-05-01", "full_time": True, "took_leave": False},
    "plan": {"purpose": "地域の古文書の翻刻"},
    "budget": {"goods_yen": 300000, "travel_yen": 150000, "total_yen": 450000},
}
VERDICT_KEYS = ["schema", "call", "pack_version", "application_id", "source", "verdict", "counts", "findings"]
FINDING_KEYS = ["code", "outcome", "severity", "title", "message", "fix", "fields", "missing", "where", "because", "distance",
                "status", "source"]


def changed(**changes):
    """The sample with members replaced by path ("budget__total_yen"); ... takes one out."""
    draft = json.loads(json.dumps(SAMPLE))
    for path, value in changes.items():
        *parents, last = path.split("__")
        place = draft
        for name in parents:
            place = place[name]
        if value is ...:
            del place[last]
        else:
            place[last] = value
    return draft


ELIGIBLE = SAMPLE
INELIGIBLE = changed(budget__goods_yen=450000, budget__total_yen=600000, applicant__birth_date="1986-04-01")
OPEN = changed(submission__submitted_at=..., applicant__full_time=..., budget__travel_yen=...)


class Cli(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        os.makedirs(os.path.join(self.folder.name, "tests", "cases"))
        os.symlink(PACKS, os.path.join(self.folder.name, PACKS_HERE))

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, content):
        if isinstance(content, (dict, list)):
            content = json.dumps(content, ensure_ascii=False, indent=2)
        with open(self.path(name), "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode("utf-8"))
        return name

    def run_saitaku(self, *words, stdin=b"", env=None, **more):
        clean = {"PATH": os.environ["PATH"], "LC_ALL": "C"} if env is None else {"PATH": os.environ["PATH"], **env}
        for name, value in os.environ.items():
            if name.startswith(("ASAN", "UBSAN", "LSAN")):
                clean[name] = value
        if isinstance(stdin, str):
            stdin = stdin.encode("utf-8")
        run = subprocess.run([str(PROGRAM), *words], input=stdin, cwd=self.folder.name, env=clean, capture_output=True, check=False,
                             timeout=120, **more)
        run.out, run.err = run.stdout.decode("utf-8"), run.stderr.decode("utf-8")  # always UTF-8, whatever the locale
        return run

    def check(self, *words, **more):
        return self.run_saitaku("check", "--rules", PACKS_HERE, *words, **more)

    def golden(self, name, text):
        text = re.sub(r'("pack_hash": |hash +|ハッシュ +)"?[0-9a-f]{64}"?', r"\1<hash>", text)
        text = text.replace(str(ROOT) + "/", "")
        file = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            file.write_text(text, encoding="utf-8")
        expected = file.read_text(encoding="utf-8") if file.exists() else "(no such file; UPDATE_GOLDEN=1 writes it)"
        self.assertEqual(expected, text)


class ExitCodes(Cli):
    def test_a_verdict_gives_the_exit_code(self):
        for draft, code in ((ELIGIBLE, 0), (INELIGIBLE, 1), (OPEN, 3)):
            self.write("draft.json", draft)
            run = self.check("draft.json")
            self.assertEqual(code, run.returncode, run.err)
            self.assertEqual("", run.err)

    def test_exit_zero_spares_findings_but_not_failures(self):
        for draft in (INELIGIBLE, OPEN):
            self.write("draft.json", draft)
            self.assertEqual(0, self.check("draft.json", "--exit-zero").returncode)
        self.assertEqual(2, self.check("nowhere.json", "--exit-zero").returncode)

    def test_the_worst_of_several_counts_and_the_others_are_judged(self):
        self.write("good.json", ELIGIBLE)
        self.write("bad.json", INELIGIBLE)
        self.write("open.json", OPEN)
        self.write("broken.json", '{"call": ')
        self.assertEqual(3, self.check("good.json", "open.json").returncode)
        self.assertEqual(1, self.check("open.json", "bad.json", "good.json").returncode)
        run = self.check("broken.json", "bad.json", "--json")
        self.assertEqual(2, run.returncode)
        self.assertEqual(["ineligible"], [verdict["verdict"] for verdict in json.loads(run.out)])
        self.assertRegex(run.err, r"broken\.json:1:\d+: ")

    def test_usage_is_2_with_nothing_on_standard_output(self):
        for words in ([], ["chekc"], ["audit", "x"], ["check"], ["check", "a.json", "--only", "maybe"], ["check", "a.json", "--at", "soon"],
                      ["rules", "show"], ["rules", "show", "no/such-call"], ["help", "nothing"], ["eval"], ["eval", "1 +"],
                      ["check", "a.json", "--lang", "fr"], ["rules", "diff", CALL], ["rules", "explain", "XX-99"]):
            run = self.run_saitaku(*words)
            self.assertEqual(2, run.returncode, words)
            self.assertEqual("", run.out, words)
            self.assertNotEqual("", run.err, words)

    def test_without_a_call_the_calls_are_listed(self):
        self.write("draft.json", changed(call=...))
        run = self.check("draft.json")
        self.assertEqual(2, run.returncode)
        self.assertEqual("", run.out)
        self.assertIn(CALL, run.err)
        self.assertIn("spread-1000/round-2", run.err)
        self.assertEqual(0, self.check("draft.json", "--call", CALL).returncode)

    def test_an_interrupt_is_130(self):
        with subprocess.Popen([str(PROGRAM), "eval", "--lines", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) as run:
            run.stdin.write(b'{"expr": "1"}\n')
            run.stdin.flush()
            self.assertIn(b'"1"', run.stdout.readline())  # answered before more is read
            run.send_signal(signal.SIGINT)
            self.assertEqual(130, run.wait(30))


class Reports(Cli):
    def test_text_for_people(self):
        for name, draft in (("ineligible", INELIGIBLE), ("open", OPEN), ("eligible", ELIGIBLE)):
            self.write("draft.json", draft)
            for lang in ("ja", "en"):
                with self.subTest(name=name, lang=lang):
                    self.golden(f"check-{name}.{lang}.txt", self.check("draft.json", "--lang", lang).out)

    def test_every_finding_of_a_shipped_call_as_json(self):
        # Reasons may be whole rows of the application, which have to outlive its judging.
        for case in sorted(ROOT.glob("rules/*/cases/base*.json")):
            with self.subTest(case=case.name):
                run = self.run_saitaku("check", str(case), "--json", "--exit-zero")
                self.assertEqual(0, run.returncode, run.err)
                verdicts = json.loads(run.out)
                reasons = [reason for finding in verdicts["findings"] for reason in finding["because"]]
                self.assertTrue(all("value" in reason for reason in reasons) and reasons)

    def test_several_inputs_end_with_a_total(self):
        self.write("a.json", ELIGIBLE)
        self.write("b.json", [INELIGIBLE, OPEN])
        self.golden("check-several.en.txt", self.check("a.json", "b.json").out)

    def test_reading_notes_and_every_rule(self):
        self.write("draft.json", changed(applicant__full_time="yes", budget__totle_yen=1, budget__goods_yen="三十万円"))
        self.golden("check-notes.ja.txt", self.check("draft.json", "--lang", "ja", "--only", "all").out)
        self.golden("check-notes.en.txt", self.check("draft.json", "--lang", "en", "--only", "all").out)

    def test_no_line_is_wider_than_80_columns_when_piped(self):
        self.write("draft.json", INELIGIBLE)
        for lang in ("ja", "en"):
            for line in self.check("draft.json", "--lang", lang, env={"COLUMNS": "200"}).out.splitlines():
                width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
                self.assertLessEqual(width, 80, line)

    def test_json(self):
        self.write("draft.json", INELIGIBLE)
        run = self.check("draft.json", "--json")
        self.golden("check-ineligible.json", run.out)
        verdict = json.loads(run.out)
        self.assertEqual(VERDICT_KEYS, list(verdict)[:len(VERDICT_KEYS)])
        self.assertEqual({"file": "draft.json", "kind": "json"}, verdict["source"])
        codes = [finding["code"] for finding in verdict["findings"]]
        self.assertEqual(len(codes), len(set(codes)))
        outcomes = {finding["outcome"] for finding in verdict["findings"]}
        self.assertEqual({"pass", "fail", "not-applicable"}, outcomes)
        for finding in verdict["findings"]:
            self.assertEqual(FINDING_KEYS, list(finding)[:len(FINDING_KEYS)])
        failed = {finding["code"]: finding for finding in verdict["findings"] if finding["outcome"] == "fail"}
        self.assertEqual(verdict["counts"]["error"], len(failed))
        cap = failed["YR-B01"]
        self.assertEqual({"field": "/budget/total_yen", "by": -100000, "unit": "yen"}, cap["distance"])
        self.assertIn({"expression": "budget.total_yen", "value": 600000}, cap["because"])
        lines = pathlib.Path(self.path("draft.json")).read_text(encoding="utf-8").splitlines()
        self.assertIn("600000", lines[cap["where"]["line"] - 1])

    def test_an_unknown_has_no_value_and_says_so(self):
        self.write("draft.json", OPEN)
        verdict = json.loads(self.check("draft.json", "--json", "--only", "unknown").out)
        self.assertEqual({"unknown"}, {finding["outcome"] for finding in verdict["findings"]})
        deadline = next(finding for finding in verdict["findings"] if finding["code"] == "YR-W01")
        self.assertEqual(["/submission/submitted_at"], deadline["missing"])
        self.assertTrue(any(reason.get("unknown") is True and reason["value"] is None for reason in deadline["because"]))
        self.assertEqual(verdict["counts"]["unknown"], len(verdict["findings"]))

    def test_languages_change_texts_only(self):
        self.write("draft.json", INELIGIBLE)
        ja = json.loads(self.check("draft.json", "--json", "--lang", "ja").out)
        en = json.loads(self.check("draft.json", "--json", "--lang", "en").out)
        self.assertNotEqual(ja["findings"][0]["title"], en["findings"][0]["title"])
        self.assertEqual([(f["code"], f["outcome"], f["fields"]) for f in ja["findings"]],
                         [(f["code"], f["outcome"], f["fields"]) for f in en["findings"]])

    def test_several_inputs_make_an_array_and_ndjson_a_line_each(self):
        self.write("one.json", ELIGIBLE)
        self.write("two.ndjson", json.dumps(INELIGIBLE) + "\n" + json.dumps(OPEN) + "\n")
        array = json.loads(self.check("one.json", "two.ndjson", "--format", "json").out)
        self.assertEqual(["eligible", "ineligible", "undetermined"], [verdict["verdict"] for verdict in array])
        lines = self.check("one.json", "two.ndjson", "--format", "ndjson").out.splitlines()
        self.assertEqual(array, [json.loads(line) for line in lines])
        self.assertEqual(2, len(json.loads(self.check("two.ndjson", "--json").out)))

    def test_report_files_hold_what_their_endings_say(self):
        self.write("draft.json", INELIGIBLE)
        run = self.check("draft.json", "--report", "r.json", "--report", "r.ndjson", "--report", "r.txt", "--color", "always")
        self.assertEqual(1, run.returncode, run.err)
        read = lambda name: pathlib.Path(self.path(name)).read_text(encoding="utf-8")
        self.assertEqual(json.loads(read("r.json")), json.loads(read("r.ndjson")))
        self.assertIn("\x1b[", run.out)
        self.assertNotIn("\x1b[", read("r.txt"))
        self.assertEqual(self.check("draft.json").out, read("r.txt"))
        self.assertEqual(2, self.check("draft.json", "--report", "no/such/folder/r.json").returncode)

    def test_a_report_never_takes_the_place_of_an_input_or_of_another_report(self):
        self.write("draft.json", ELIGIBLE)
        self.write("facts.json", {})
        os.mkdir(self.path("folder"))
        os.link(self.path("facts.json"), self.path("hard.json"))
        os.rename(self.path("draft.json"), self.path("folder/draft.json"))
        os.symlink("folder/draft.json", self.path("link.json"))
        before = pathlib.Path(self.path("folder/draft.json")).read_bytes()
        for words in (["folder/draft.json", "--report", "folder/draft.json"], ["folder/draft.json", "--report", "./folder/../link.json"],
                      ["folder/draft.json", "--facts", "facts.json", "--report", "hard.json"], ["folder", "--report", "folder/draft.json"],
                      ["folder/draft.json", "--report", "new.json", "--report", "./new.json"]):
            run = self.check(*words)
            self.assertEqual((2, ""), (run.returncode, run.out), words)
            self.assertIn("error[cli.report-", run.err, words)
            self.assertEqual((before, b"{}"), (pathlib.Path(self.path("folder/draft.json")).read_bytes(),
                                               pathlib.Path(self.path("facts.json")).read_bytes()), words)
        self.assertFalse(os.path.exists(self.path("new.json")))
        with open(self.path("folder/draft.json"), "rb") as draft:
            run = subprocess.run([str(PROGRAM), "check", "-", "--report", "folder/draft.json"], stdin=draft, cwd=self.folder.name,
                                 capture_output=True, check=False, timeout=60)
        self.assertEqual((2, before), (run.returncode, pathlib.Path(self.path("folder/draft.json")).read_bytes()))
        self.assertEqual(0, self.check("folder/draft.json", "--report", "new.json", "--report", "new.txt").returncode)

    def test_colour_is_for_terminals(self):
        self.write("draft.json", INELIGIBLE)
        self.assertNotIn("\x1b", self.check("draft.json").out)
        self.assertNotIn("\x1b", self.check("draft.json", "--color", "never").out)

    def on_terminal(self, columns, **env):
        """What a terminal of that width gets to see."""
        main, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        with subprocess.Popen([str(PROGRAM), "check", "--rules", str(PACKS), "draft.json"], stdout=terminal, cwd=self.folder.name,
                              env={"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "ja_JP.UTF-8", **env}) as run:
            os.close(terminal)
            seen = b""
            while True:
                try:
                    part = os.read(main, 65536)
                except OSError:  # the other end is closed
                    break
                if not part:
                    break
                seen += part
            run.wait(30)
        os.close(main)
        return seen.decode("utf-8").replace("\r\n", "\n")

    def test_a_terminal_gets_colour_and_its_own_width(self):
        self.write("draft.json", INELIGIBLE)
        seen = self.on_terminal(60)
        self.assertIn("\x1b[1;31m", seen)
        plain = re.sub("\x1b\\[[0-9;]*m", "", seen)
        width = lambda line: sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
        self.assertLessEqual(max(map(width, plain.splitlines())), 60)
        self.assertGreater(max(map(width, self.on_terminal(60, COLUMNS="90", NO_COLOR="1").splitlines())), 60)
        self.assertNotIn("\x1b", self.on_terminal(60, NO_COLOR="1"))
        self.assertNotIn("\x1b", self.on_terminal(60, TERM="dumb"))

    def test_the_same_input_gives_the_same_bytes(self):
        self.write("draft.json", INELIGIBLE)
        first = self.check("draft.json", "--json").stdout
        second = self.check("draft.json", "--json", "-j", "4", env={"LC_ALL": "tr_TR.UTF-8", "TZ": "America/New_York", "LANG": "de"}).stdout
        self.assertEqual(first, second)


class Inputs(Cli):
    def test_standard_input(self):
        run = self.check("-", "--json", stdin=json.dumps(ELIGIBLE))
        self.assertEqual(0, run.returncode, run.err)

    def test_names_with_spaces_and_japanese(self):
        name = self.write("研究 計画（最終）.json", ELIGIBLE)
        run = self.check(name)
        self.assertEqual(0, run.returncode, run.err)
        self.assertIn(name, run.out)

    def test_facts_are_laid_over_every_input(self):
        self.write("draft.json", OPEN)
        self.write("facts.json", {"submission": {"submitted_at": "2026-09-25T10:00:00+09:00"}, "applicant.full_time": True,
                                  "budget": {"travel_yen": 150000}})
        self.assertEqual(0, self.check("draft.json", "--facts", "facts.json").returncode)
        self.assertEqual(2, self.check("draft.json", "--facts", "nowhere.json").returncode)

    def test_facts_that_are_no_object_are_2_with_their_place(self):
        self.write("draft.json", ELIGIBLE)
        for facts in ("[]", '\n "2026"', "null", "7"):
            self.write("facts.json", facts)
            for words in (["check", "--rules", str(PACKS), "draft.json", "--facts", "facts.json"], ["eval", "1 + 1", "--with", "facts.json"]):
                run = self.run_saitaku(*words)
                self.assertEqual((2, ""), (run.returncode, run.out), facts)
                self.assertIn("facts.json:2:2: error[cli.not-an-object]" if "\n" in facts else "facts.json:1:1: error[cli.not-an-object]", run.err)

    def test_at_stands_in_for_a_time_of_submission_and_never_overrules_one(self):
        late = "2026-10-01T00:00:00+09:00"
        self.write("draft.json", changed(submission__submitted_at=...))
        self.assertEqual(3, self.check("draft.json").returncode)
        run = self.check("draft.json", "--at", "2026-09-30T08:00:00Z", "--json")
        self.assertEqual(0, run.returncode, run.err)
        self.assertEqual("2026-09-30T17:00:00+09:00", json.loads(run.out)["at"])
        run = self.check("draft.json", "--at", late)
        self.assertEqual(1, run.returncode)
        self.assertIn("--at", run.out)
        self.write("draft.json", ELIGIBLE)
        run = self.check("draft.json", "--at", late, "--json")
        self.assertEqual(0, run.returncode)
        self.assertIsNone(json.loads(run.out)["at"])
        self.assertIn("cli.check.at-stated", [problem["code"] for problem in json.loads(run.out)["problems"]])
        self.write("draft.json", changed(submission__submitted_at=None))
        run = self.check("draft.json", "--at", late, "--json")
        self.assertIn("cli.check.at-stated", [problem["code"] for problem in json.loads(run.out)["problems"]])

    def test_standard_input_is_read_once(self):
        draft = json.dumps(ELIGIBLE)
        for words in (["-", "--facts", "-"], ["-", "-"]):
            run = self.check(*words, stdin=draft)
            self.assertEqual((2, ""), (run.returncode, run.out), words)
            self.assertIn("error[cli.stdin-twice]", run.err)
        self.write("draft.json", ELIGIBLE)
        self.assertEqual(0, self.check("draft.json", "--facts", "-", stdin="{}").returncode)

    def test_the_ending_of_a_report_may_be_in_upper_case(self):
        self.write("draft.json", ELIGIBLE)
        self.assertEqual(0, self.check("draft.json", "--report", "x.JSON").returncode)
        with open(self.path("x.JSON"), encoding="utf-8") as report:
            self.assertEqual("eligible", json.load(report)["verdict"])

    def test_another_call_than_the_draft_states_is_said(self):
        self.write("draft.json", changed(call="spread-1000/round-2"))
        run = self.check("draft.json", "--call", CALL, "--json")
        self.assertIn("cli.check.other-call", [problem["code"] for problem in json.loads(run.out)["problems"]])

    def test_a_draft_names_its_call_by_id_and_never_by_file(self):
        pack = str(PACKS / "reiji-university/young-researcher.json")
        self.assertTrue(os.path.exists(pack))
        for call in (pack, "/etc/passwd", "no/such-call"):
            lines = "".join(json.dumps(changed(call=call), ensure_ascii=False) + "\n" for _ in range(2))
            self.write("drafts.ndjson", lines)
            run = self.check("drafts.ndjson")
            self.assertEqual((2, ""), (run.returncode, run.out), call)
            column = lines.index(json.dumps(call)) + 1
            for line in (1, 2):  # of every draft, though the call is the same
                self.assertIn(f"drafts.ndjson:{line}:{column} (/call): error[pack.not-found]", run.err)
            self.assertNotIn("--call says", run.err)
            self.write("draft.json", changed(call=call))
            run = self.run_saitaku("eval", "1 + 1", "--rules", str(PACKS), "--with", "draft.json")
            self.assertEqual((2, ""), (run.returncode, run.out), call)
            self.assertIn("error[pack.not-found]", run.err)
        self.write("draft.json", ELIGIBLE)
        self.assertEqual(0, self.run_saitaku("check", "draft.json", "--call", pack).returncode)

    def test_a_rules_folder_that_is_not_there_is_2(self):
        self.write("draft.json", ELIGIBLE)
        run = self.check("draft.json", "--rules", "nowhere")
        self.assertEqual(2, run.returncode)
        self.assertIn("nowhere", run.err)

    def test_a_pipe_can_be_an_input(self):
        self.write("draft.json", ELIGIBLE)
        run = subprocess.run(["bash", "-c", '"$0" check --rules "$1" <(cat draft.json)', str(PROGRAM), str(PACKS)], cwd=self.folder.name,
                             capture_output=True, check=False, timeout=60)
        self.assertEqual(0, run.returncode, run.stderr)

    def test_hostile_input_is_a_problem_not_a_crash(self):
        hostile = {
            "empty.json": b"", "cut.json": b'{"call": "x', "deep.json": b"[" * 100000, "utf8.json": b'{"call": "\xff\xfe"}',
            "nan.json": b'{"budget": {"total_yen": NaN}}', "huge.json": b'{"budget": {"total_yen": 1e999}}',
            "twice.json": b'{"call": "a", "call": "b"}', "zip.xlsx": b"PK\x03\x04" + b"\0" * 40, "null.json": b"null",
        }
        for name, content in hostile.items():
            with self.subTest(name=name):
                self.write(name, content)
                run = self.check(name)
                self.assertEqual(2, run.returncode, run.err)
                self.assertIn(name, run.err)
        for value in (-1, 1e308, 0.5, "x" * 100000, [1], {"a": 1}, 10 ** 30):
            with self.subTest(value=str(value)[:20]):
                self.write("draft.json", changed(budget__total_yen=value))
                self.assertIn(self.check("draft.json").returncode, (1, 3))
        self.write("draft.json", changed(applicant__name="\x1b[2J\u202eevil\x07", plan__purpose=""))
        self.assertNotRegex(self.check("draft.json", "--only", "all").out, "[\x00-\x09\x0b-\x1f\x7f\u202e]")


class Languages(Cli):
    def test_the_environment_decides_unless_lang_does(self):
        for env, expected in (({}, "Usage"), ({"LANG": "ja_JP.UTF-8"}, "使い方"), ({"LANG": "ja_JP.eucJP"}, "使い方"),
                              ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "Usage"), ({"LC_MESSAGES": "ja", "LANG": "en_US"}, "使い方"),
                              ({"LC_ALL": "", "LANG": "ja"}, "使い方"), ({"LC_ALL": "fr_FR"}, "Usage")):
            with self.subTest(env=env):
                self.assertIn(expected, self.run_saitaku("--help", env=env).out)
        self.assertIn("使い方", self.run_saitaku("--lang", "ja", "--help").out)
        self.assertIn("Usage", self.run_saitaku("check", "--help", "--lang", "en", env={"LANG": "ja_JP.UTF-8"}).out)

    def test_help(self):
        for lang in ("ja", "en"):
            for name, words in (("general", ["--help"]), ("check", ["check", "--help"]), ("rules", ["rules", "--help"]),
                                ("exit-codes", ["help", "exit-codes"])):
                run = self.run_saitaku(*words, "--lang", lang)
                self.assertEqual(0, run.returncode)
                self.golden(f"help-{name}.{lang}.txt", run.out)
        for topic in ("formats", "encodings", "dates", "expressions", "check", "rules", "rules show"):
            self.assertEqual(0, self.run_saitaku("help", topic).returncode, topic)
        self.assertIn("utf16_length", self.run_saitaku("help", "expressions").out)
        self.assertRegex(self.run_saitaku("--version").out, r"^saitaku \d+\.\d+\.\d+\n$")

    def test_messages_about_the_command_line(self):
        said = ""
        for words in (["chekc", "a.json"], ["check", "a.json", "--cal", "x"], ["check"], ["check", "a.json", "--format", "yaml"],
                      ["check", "a.json", "--only", "fial"], ["check", "nowhere.json"], ["check", "a.json", "--call"],
                      ["rules", "explain", "SP-B1", "--call", "spread-1000/round-2"], ["help", "expression"], ["eval"]):
            for lang in ("ja", "en"):
                said += f"$ saitaku {' '.join(words)}\n{self.run_saitaku('--lang', lang, *words).err}\n"
        said = re.sub(r"(codes: |どれかを指定してください: )SP-.*", r"\1…", said)
        self.golden("usage.txt", said)


class Rules(Cli):
    def rules(self, *words, **more):
        return self.run_saitaku("rules", *words, "--rules", PACKS_HERE, **more)

    def test_list_names_shipped_packs_and_ones_own(self):
        packs = {pack["id"]: pack for pack in json.loads(self.rules("list", "--json").out)}
        self.assertTrue(packs["spread-1000/round-2"]["shipped"])
        self.assertFalse(packs[CALL]["shipped"])
        self.assertEqual(8, packs[CALL]["rules"])
        self.assertEqual(self.rules("list").out, self.rules().out)

    def test_show_and_explain(self):
        self.golden("rules-show.en.txt", self.rules("show", CALL).out)
        self.golden("rules-explain.ja.txt", self.rules("explain", "YR-E02", "--lang", "ja").out)
        shown = json.loads(self.rules("show", CALL, "--json").out)
        self.assertEqual(8, len(shown["rules"]))
        explained = json.loads(self.rules("explain", "YR-E02", "--json").out)
        self.assertEqual({"pass", "fail", "unknown", "not-applicable"}, {case["outcome"] for case in explained["cases"]})
        self.assertGreater(len(json.loads(self.rules("explain", "SP-B01", "--json").out)), 1)  # of both rounds
        schema = json.loads(self.rules("show", CALL, "--schema").out)
        self.assertIn("2020-12", schema["$schema"])

    def test_worked_cases_hold_and_a_wrong_one_is_shown(self):
        run = self.rules("test", CALL)
        self.assertEqual(0, run.returncode, run.out + run.err)
        self.golden("rules-test.en.txt", run.out)
        cases = json.loads((PACKS / "reiji-university" / "cases" / "young-researcher.json").read_text(encoding="utf-8"))
        cases["cases"][1]["expect"] = {"YR-W01": "fail"}
        os.makedirs(self.path("packs/cases"))
        for name in ("form.json", "young-researcher.json"):
            self.write("packs/" + name, (PACKS / "reiji-university" / name).read_bytes())
        self.write("packs/cases/young-researcher.json", cases)
        run = self.run_saitaku("rules", "test", CALL, "--rules", "packs")
        self.assertEqual(1, run.returncode)
        self.assertIn("expected fail, got pass", run.out)
        report = json.loads(self.run_saitaku("rules", "test", CALL, "--rules", "packs", "--json").out)
        self.assertFalse(report["passed"])
        self.assertEqual("YR-W01", report["failures"][0]["differences"][0]["code"])

    def test_lint(self):
        run = self.rules("lint", CALL)
        self.assertEqual(0, run.returncode, run.out)
        pack = (PACKS / "reiji-university" / "young-researcher.json").read_text(encoding="utf-8")
        self.write("form.json", (PACKS / "reiji-university" / "form.json").read_bytes())
        os.makedirs(self.path("cases"))
        self.write("cases/young-researcher.json", (PACKS / "reiji-university" / "cases" / "young-researcher.json").read_bytes())
        self.write("pack.json", pack.replace("budget.total_yen <= call.cap_yen", "budget.totl_yen <= call.cap_yen"))
        run = self.run_saitaku("rules", "lint", "pack.json")
        self.assertEqual(1, run.returncode, run.err)
        self.assertRegex(run.out, r"pack\.json:\d+:\d+: .*totl_yen")
        self.assertEqual(2, self.run_saitaku("rules", "lint", "nowhere.json").returncode)

    def test_diff(self):
        self.assertEqual(0, self.rules("diff", CALL, CALL).returncode)
        run = self.rules("diff", "spread-1000/round-1", "spread-1000/round-2", "--json")
        self.assertEqual(1, run.returncode)
        self.assertIn("closes_at", [change["name"] for change in json.loads(run.out)["parameters"]])

    def test_shipped_packs_hold_their_cases(self):
        run = self.run_saitaku("rules", "test", "--json")
        self.assertEqual(0, run.returncode, run.err)
        for report in json.loads(run.out):
            for code, coverage in report["coverage"].items():
                self.assertTrue(coverage["pass"] and coverage["fail"] and coverage["unknown"], (report["call"], code))


class Columns(Cli):
    TABLE = "受付番号,氏名,職員番号,申請額（千円）,生年月日,研究目低,備考\n001,例示 花子,012345,450,H2.5.1,地域の古文書,①\n"

    def columns(self, *words):
        return self.run_saitaku("columns", *words)

    def test_headers_encoding_and_values_are_shown(self):
        self.write("list.csv", self.TABLE.encode("cp932"))
        shown = json.loads(self.columns("list.csv", "--rules", PACKS_HERE, "--call", CALL, "--json").out)
        self.assertEqual("saitaku.columns-preview/1", shown["schema"])
        self.assertEqual(["CP932", ",", 1], [shown[key] for key in ("encoding", "delimiter", "header_row")])
        self.assertEqual(["application_id", "applicant.name", "applicant.staff_number", "budget.total_yen", "applicant.birth_date", "", ""],
                         [column["path"] for column in shown["columns"]])
        self.assertEqual([{"read": "450", "understood": "450,000"}], shown["columns"][3]["samples"])
        self.assertEqual([{"read": "H2.5.1", "understood": "1990-05-01"}], shown["columns"][4]["samples"])
        self.assertEqual("plan.purpose", shown["columns"][5]["suggestion"])
        self.assertIn("plan.purpose", shown["missing"])

    def test_a_map_is_written_once_and_read(self):
        self.write("list.csv", self.TABLE)
        call = ["--rules", PACKS_HERE, "--call", CALL]
        self.assertEqual(0, self.columns("list.csv", *call, "--write-map", "map.json").returncode)
        self.assertEqual(2, self.columns("list.csv", *call, "--write-map", "map.json").returncode)
        again = self.columns("list.csv", *call, "--map", "map.json", "--json")
        self.assertEqual(0, again.returncode)
        self.assertEqual("budget.total_yen", json.loads(again.out)["columns"][3]["path"])

    def test_without_a_call_headers_are_shown_and_a_map_has_no_meaning(self):
        self.write("list.csv", self.TABLE)
        self.assertIn("職員番号", self.columns("list.csv").out)
        self.assertEqual(2, self.columns("list.csv", "--map", "map.json").returncode)
        self.assertEqual(2, self.columns("nowhere.csv").returncode)


class Eval(Cli):
    def test_values(self):
        for expression, value in (("1 + 2 * 3", "7"), ("-1 + 2", "1"), ("[1, 2].map(x, x * 2)", "[2, 4]"), ("'a' + 'b'", '"ab"')):
            run = self.run_saitaku("eval", expression)
            self.assertEqual((0, value + "\n"), (run.returncode, run.out), expression)
        self.assertEqual({"value": {"int": "7"}}, json.loads(self.run_saitaku("eval", "7", "--json").out))

    def test_with_a_draft_names_mean_what_they_mean_in_its_rules(self):
        self.write("draft.json", OPEN)
        run = self.run_saitaku("eval", "budget.total_yen <= call.cap_yen", "--with", "draft.json", "--rules", str(PACKS))
        self.assertEqual((0, "true\n"), (run.returncode, run.out), run.err)
        run = self.run_saitaku("eval", "applicant.full_time", "--with", "draft.json", "--rules", str(PACKS))
        self.assertEqual(3, run.returncode)
        self.assertIn("applicant.full_time", run.out)
        self.write("plain.json", {"x": 20, "y": {"z": 1.5}})
        self.assertEqual("31.5\n", self.run_saitaku("eval", "double(x) + y.z + 10.0", "--with", "plain.json").out)

    def test_lines_answer_in_order_and_go_on_after_a_bad_one(self):
        requests = [
            ({"expr": "1 + 1"}, {"value": {"int": "2"}}),
            ("{broken", "error"),
            ({"expr": "1 / 0"}, "error"),
            ({"expr": "a.b && false", "unknown": ["a.b"]}, {"value": {"bool": False}}),
            ({"expr": "a.b || c", "unknown": ["c", "a.b"]}, {"unknown": ["a.b", "c"]}),
            ({"expr": "x", "bindings": {"x": {"bytes": "AP8="}}}, {"value": {"bytes": "AP8="}}),
            ({"expr": "x / x", "bindings": {"x": {"double": 0.0}}}, {"value": {"double": "NaN"}}),
            ({"expr": "-x", "bindings": {"x": {"double": 0.0}}}, {"value": {"double": -0.0}}),
            ({"expr": "9223372036854775807"}, {"value": {"int": "9223372036854775807"}}),
            ({"expr": "type(1u)"}, {"value": {"type": "uint"}}),
            ({"expr": "duration('1500ms')"}, {"value": {"duration": "1.5s"}}),
            ({"expr": "{1: 'a'}"}, {"value": {"map": [[{"int": "1"}, {"string": "a"}]]}}),
            ({"expr": "[1, x.y]", "unknown": ["x.y"]}, {"unknown": ["x.y"]}),
        ]
        lines = "".join((request if isinstance(request, str) else json.dumps(request)) + "\n" for request, _ in requests)
        run = self.run_saitaku("eval", "--lines", "-", stdin=lines, env={"LANG": "ja_JP.UTF-8"})
        self.assertEqual(0, run.returncode, run.err)
        answers = [json.loads(line) for line in run.out.splitlines()]
        self.assertEqual(len(requests), len(answers))
        for (request, expected), answer in zip(requests, answers):
            with self.subTest(request=request):
                if expected == "error":
                    self.assertTrue(answer["error"].isascii())  # English, whatever the locale
                else:
                    self.assertEqual(json.dumps(expected), json.dumps(answer))

    def test_an_error_has_its_place(self):
        run = self.run_saitaku("eval", "--lines", "-", stdin=json.dumps({"expr": "1 +\n  nobody"}) + "\n")
        answer = json.loads(run.out)
        self.assertEqual((2, 3), (answer["line"], answer["column"]))

    def test_what_the_language_leaves_out_says_so_at_the_start(self):
        for lang in ("ja", "en"):
            run = self.run_saitaku("eval", "--lines", "-", "--lang", lang, stdin=json.dumps({"expr": "a.B{c: 1}"}) + "\n")
            self.assertTrue(json.loads(run.out)["error"].startswith("not supported"), run.out)

    def test_memory_does_not_grow_with_the_number_of_lines(self):
        lines = b'{"expr":"[1,2,3].map(x, x * 2)","bindings":{"a":{"string":"' + b"x" * 4000 + b'"}}}\n'
        self.write("many.ndjson", lines * 5000)  # 20 MB
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        run = self.run_saitaku("eval", "--lines", "many.ndjson")
        self.assertEqual(5000, run.out.count("\n"))
        if not any(name.startswith("ASAN") for name in os.environ) and b"__asan_init" not in PROGRAM.read_bytes():
            self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, max(before, 64 << 10))


class Streams(Cli):
    def test_a_reader_that_leaves_is_no_error(self):
        self.write("draft.json", INELIGIBLE)
        for redirect in ("| true", "| head -1 >/dev/null", ">&-"):
            run = subprocess.run(["bash", "-c", f'"$0" rules show spread-1000/round-2 {redirect}; exit ${{PIPESTATUS[0]}}', str(PROGRAM)],
                                 capture_output=True, check=False, env={"PATH": os.environ["PATH"]}, timeout=60)
            self.assertEqual((0, b""), (run.returncode, run.stderr), redirect)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_a_full_disk_is(self):
        with open("/dev/full", "wb") as full:
            run = subprocess.run([str(PROGRAM), "rules", "list"], stdout=full, stderr=subprocess.PIPE, check=False,
                                 env={"PATH": os.environ["PATH"]}, timeout=60)
        self.assertEqual(2, run.returncode)
        self.assertIn(b"standard output", run.stderr)

    def test_quiet_keeps_errors_only(self):
        self.assertIn("error[", self.run_saitaku("--quiet", "check", "nowhere.json").err)
        self.write("draft.json", ELIGIBLE)
        self.assertEqual("", self.check("draft.json", "--quiet", "--at", "2026-09-30 12:00").err)


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
