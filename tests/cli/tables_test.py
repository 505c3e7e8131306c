#!/usr/bin/env python3
"""Tables from outside: the verdicts that documents get, sheets, units, sums over rows, what is no table, memory.

usage: tests/cli/tables_test.py [SAITAKU]   the program, otherwise that of build/dev
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import unittest
import zipfile
from xml.sax.saxutils import escape

import cli_test
from audit_test import CALLS, SPREAD, AuditCase

COUNT = int(os.environ.get("SAITAKU_TEST_APPLICATIONS", 120))
OLE = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"


def findings(summary, *members):
    """By application, each as (code, outcome, …)."""
    return sorted((line["application_id"], line["code"], line["outcome"], *[str(line[member]) for member in members])
                  for line in summary["lines"] if line["schema"] == "saitaku.finding/1")


class TableCase(AuditCase):
    def workbook(self, name, sheets):
        """`sheets`: name to rows; a number cell where the value is one."""
        def cell(row, column, value):
            place = f'{chr(ord("A") + column)}{row}'
            if isinstance(value, int):
                return f'<c r="{place}"><v>{value}</v></c>'
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""
        main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        package = "http://schemas.openxmlformats.org/package/2006/relationships"
        numbers = range(1, len(sheets) + 1)
        with zipfile.ZipFile(self.path(name), "w") as file:
            file.writestr("_rels/.rels", f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" '
                                         f'Target="xl/workbook.xml"/></Relationships>')
            file.writestr("xl/workbook.xml", f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>' + "".join(
                f'<sheet name="{escape(sheet)}" sheetId="{n}" r:id="r{n}"/>' for n, sheet in zip(numbers, sheets)) +
                "</sheets></workbook>")
            file.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{package}">' + "".join(
                f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="worksheets/s{n}.xml"/>' for n in numbers) +
                "</Relationships>")
            for n, rows in zip(numbers, sheets.values()):
                file.writestr(f"xl/worksheets/s{n}.xml", f'<worksheet xmlns="{main}"><sheetData>' + "".join(
                    f'<row r="{r}">' + "".join(cell(r, c, value) for c, value in enumerate(row)) + "</row>"
                    for r, row in enumerate(rows, 1)) + "</sheetData></worksheet>")
        return name

    def columns(self, name, code, *words):
        run = self.run_saitaku("columns", name, *words)
        self.assertEqual(code, run.returncode, run.err)
        return run.out + run.err

    def notes(self, summary):
        return [note["code"] for note in summary["notes"]]


class SameVerdicts(TableCase):
    def test_a_population_gets_the_same_verdicts_as_documents_and_as_a_table(self):
        for call in CALLS:
            words = ("--seed", "11", "--defects", "0.6")
            documents = self.audit(self.generate("a.ndjson", *words, call=call, count=COUNT), call=call)
            self.assertTrue(findings(documents))
            for name, more in (("a.csv", ()), ("b.csv", ("--encoding", "cp932"))):
                with self.subTest(call=call, table=name):
                    table = self.audit(self.generate(name, *words, *more, call=call, count=COUNT), call=call)
                    self.assertEqual(documents["applications"], table["applications"])
                    self.assertEqual(documents["by_rule"], table["by_rule"])
                    # CP932 lacks some characters, and messages quote them.
                    members = () if more else ("message",)
                    self.assertEqual(findings(documents, *members), findings(table, *members))

    def test_answers_are_judged_as_they_are_written(self):
        """Full-width digits, spaces around them, blanks and capitals: the call decides, not the format."""
        self.generate("a.ndjson", count=40)
        self.generate("a.csv", count=40)
        records = self.records("a.ndjson")
        with open(self.path("a.csv"), encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        changes = [("applicant.erad.researcher_number", lambda text: text.translate(wide)),
                   ("applicant.erad.researcher_number", lambda text: text + " "),
                   ("applicant.erad.researcher_number", lambda text: text[1:]),
                   ("institution.erad_code", lambda text: "　" + text.translate(wide)),
                   ("plan.objective", lambda text: "　" * 100), ("plan.title", lambda text: " "),
                   ("institution.legal_class", str.upper), ("plan.language", str.upper), ("plan.kind", str.title),
                   ("applicant.attribute", lambda text: text + " "), ("applicant.email", str.upper)]
        for number, (record, row) in enumerate(zip(records, rows)):
            path, change = changes[number % len(changes)]
            *parents, last = path.split(".")
            place = record
            for name in parents:
                place = place[name]
            place[last] = row[path] = change(place[last])
        documents = self.audit(self.write_records("changed.ndjson", records))
        with open(self.path("changed.csv"), "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
        table = self.audit("changed.csv")
        self.assertEqual(findings(documents, "message"), findings(table, "message"))
        self.assertIn("SP-F01", {code for _, code, _ in findings(table)})


class Units(TableCase):
    HEADERS = "受付番号,研究代表者氏名,直接経費の総計{}\n"

    def budget_rules(self, text, name="t.csv", *words):
        self.write(name, text)
        summary = self.audit(name, *words)
        return {(line["code"], line["outcome"], line["application_id"]) for line in summary["lines"]
                if line.get("code") in ("SP-B01", "SP-B02")}, summary

    def test_headers_that_say_the_unit_decide_the_rules_of_the_budget(self):
        for unit, cap in (("（千円）", "5000"), ("（円）", "5000000"), ("（万円）", "500"), ("", "500万円")):
            with self.subTest(unit=unit):
                over = {"5000": "5001", "5000000": "5001000", "500": "501", "500万円": "501万円"}[cap]
                found, summary = self.budget_rules(self.HEADERS.format(unit) + f"1,例示 花子,{cap}\n2,例示 太郎,{over}\n")
                self.assertEqual({("SP-B01", "fail", "2")}, {one for one in found if one[1] == "fail"})
                self.assertNotIn(("SP-B02", "unknown", "1"), found)
                self.assertEqual(unit == "", "table.unit-unknown" in self.notes(summary))

    def test_without_a_unit_they_stay_open_and_it_is_said(self):
        found, summary = self.budget_rules(self.HEADERS.format("") + "1,例示 花子,5000\n")
        self.assertEqual({("SP-B01", "unknown", "1"), ("SP-B02", "unknown", "1")}, found)
        self.assertIn("table.unit-unknown", self.notes(summary))


class Sheets(TableCase):
    HEADERS = ["受付番号", "研究代表者氏名", "所属機関名", "直接経費（千円）"]

    def test_every_table_of_a_workbook_is_judged_once_and_sums_are_not(self):
        def rows(*names):
            return [self.HEADERS, *[["", name, "例示大学", 6000] for name in names], ["合計", "", "", 6000 * len(names)]]
        self.workbook("list.xlsx", {"説明": [["この表について"]], "工学部": rows("例示 花子", "例示 太郎"), "理学部": rows("見本 一"),
                                    "工学部 (2)": rows("例示 花子", "例示 太郎"), "機関": [["所属機関名", "件数"], ["例示大学", 3]]})
        summary = self.audit("list.xlsx")
        self.assertEqual(3, summary["applications"]["total"])
        self.assertEqual(2, summary["inputs"]["summary_rows"])
        for code in ("table.sheets-skipped", "table.copied-sheet", "table.sheets-unlike", "table.summary-row"):
            self.assertIn(code, self.notes(summary))
        places = {(line["name"], line["where"]["sheet"]) for line in summary["lines"] if line.get("code") == "SP-B01"}
        self.assertEqual({("list.xlsx 工学部:2", "工学部"), ("list.xlsx 工学部:3", "工学部"), ("list.xlsx 理学部:2", "理学部")}, places)
        self.write("map.json", json.dumps({"schema": "saitaku.columns/1", "sheet": "理学部", "columns": [
            {"path": "applicant.name", "headers": ["研究代表者氏名"]}]}))
        self.assertEqual(1, self.audit("list.xlsx", "--map", "map.json")["applications"]["total"])

    def test_one_person_on_two_sheets_is_named_by_sheet(self):
        self.workbook("list.xlsx", {"甲": [["研究代表者氏名", "生年月日"], ["例示 花子", "1990-05-01"]],
                                    "乙": [["研究代表者氏名", "生年月日"], ["例示 花子", "1990-05-01"], ["見本 一", "1990-05-02"]]})
        summary = self.audit("list.xlsx")
        others = {line["name"]: line["others"] for line in summary["lines"] if line.get("code") == "SP-U01"
                  and line["outcome"] == "fail"}
        self.assertEqual({"list.xlsx 甲:2": ["list.xlsx 乙:2"], "list.xlsx 乙:2": ["list.xlsx 甲:2"]}, others)


class NoTables(TableCase):
    def test_columns_says_what_a_file_is_and_how_to_mend_it(self):
        self.generate("a.ndjson", count=3)
        self.run_saitaku("generate", SPREAD, "--count", "1", "--as", "workbooks", "--out", "forms")
        form = next(name for name in os.listdir(self.path("forms")) if name.endswith(".xlsx"))
        self.write("empty.csv", "")
        self.write("blank.csv", "\n \n")
        self.write("empty.xlsx", "")
        self.write("table.xls", "<html><table>")
        self.write("one.json", '{"schema": "saitaku.application/1"}')
        with open(self.path("old.xls"), "wb") as file:
            file.write(OLE + b"\0" * 600 + "Workbook".encode("utf-16-le") + b"\0" * 100)
        with open(self.path("older.xls"), "wb") as file:
            file.write(b"\x09\x04\x06\x00\x00\x00\x10\x00")
        with zipfile.ZipFile(self.path("real.zip"), "w") as file:
            file.writestr("x.csv", "a")
        os.symlink("gone.csv", self.path("link.csv"))
        for name, code in (("a.ndjson", "table.is-json"), ("one.json", "table.is-json"), ("-", "cli.columns.stdin"),
                           ("forms/" + form, "cli.columns.official-form"), ("empty.csv", "table.empty-file"),
                           ("blank.csv", "table.empty"), ("empty.xlsx", "table.empty-file"), ("table.xls", "table.other-format"),
                           ("old.xls", "workbook.old-xls"), ("older.xls", "table.other-format"),
                           ("real.zip", "table.other-format"), ("link.csv", "io.dangling-link")):
            for language in ("ja", "en"):
                with self.subTest(name=name, language=language):
                    said = self.columns(name, 2, "--lang", language)
                    self.assertIn(f"[{code}]", said)
                    self.assertIn("fix:" if language == "en" else "対処", said)

    def test_an_audit_says_so_too_and_reads_a_table_whatever_its_name(self):
        os.mkdir(self.path("in"))
        self.write("in/empty.csv", "")
        self.write("in/empty.xlsx", "")
        self.write("in/list.zip", "受付番号,研究代表者氏名\n1,例示 花子\n")
        os.symlink("gone.csv", self.path("in/link.csv"))
        summary = self.audit("in")
        self.assertEqual(1, summary["applications"]["total"])
        found = {line["file"]: line["code"] for line in summary["lines"] if line["schema"] == "saitaku.unreadable/1"}
        self.assertEqual({"in/empty.csv": "table.empty-file", "in/empty.xlsx": "table.empty-file",
                          "in/link.csv": "io.dangling-link"}, found)


class Memory(TableCase):
    """A limit with a code, in less than 300 MB."""

    def peak(self, name):
        words = [cli_test.PROGRAM, "audit", name, "--call", SPREAD, "--json", "--quiet", "-j", "1"]
        child = subprocess.Popen([str(word) for word in words], cwd=self.path("."), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out = child.stdout.read()
        child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        child.stdout.close()
        child.stderr.close()
        return json.loads(out), usage.ru_maxrss >> 10

    def test_a_blank_line_of_70_mb_and_a_field_of_60_mb(self):
        header = "受付番号,研究代表者氏名\n".encode()
        million = 1 << 20
        for name, pieces in (("blank.csv", [(header, 1), (b" " * million, 70), (b"\n1,x\n", 1)]),
                             ("first.csv", [(b" " * million, 70), (b"\n" + header, 1)]),
                             ("field.csv", [(header + b"0,x\n1,", 1), (b"x" * million, 60), (b"\n2,x\n", 1)]),
                             ("quoted.csv", [(header + b'1,"', 1), (b"x\n" * (million // 2), 60), (b'"\n2,x\n', 1)])):
            with self.subTest(name=name):
                # Piece by piece: what this process holds when it starts another counts as that one's.
                with open(self.path(name), "wb") as file:
                    for piece, times in pieces:
                        for _ in range(times):
                            file.write(piece)
                summary, megabytes = self.peak(name)
                self.assertLess(megabytes, 300)
                self.assertEqual(["table.row-too-long"], [one["code"] for one in summary["unreadable_files"]])
                os.remove(self.path(name))


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-") and os.path.exists(sys.argv[1]):
        cli_test.PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
