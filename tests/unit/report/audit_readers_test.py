#!/usr/bin/env python3
"""The audit reports as other programs read them: Python's json, csv and xml, openpyxl, JSON Schema.

usage: tests/unit/report/audit_readers_test.py [SAITAKU_TESTS_REPORT]   the test program of reports, that of build/dev otherwise
"""
import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import warnings
import xml.etree.ElementTree
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "build" / "dev" / "tests" / "saitaku_tests_report"
HERE = pathlib.Path(__file__).resolve().parent
FORMULA = "=cmd|'/C calc'!A0"
MARKUP = '<script>alert("x")</script>&amp;大学'
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def validator(schema):
    try:
        import jsonschema
    except ImportError:
        raise unittest.SkipTest("python3-jsonschema is not installed") from None
    return jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())


class Readers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = pathlib.Path(cls.temporary.name)
        subprocess.run([str(PROGRAM), "-tc=audit reports are written for readers of other kinds"], check=True, capture_output=True,
                       env={**os.environ, "SAITAKU_REPORTS": cls.temporary.name})

    def both(self, ending):
        for language in ("ja", "en"):
            yield language, self.folder / f"audit.{language}{ending}"

    def test_json_and_ndjson_say_the_same_and_keep_to_their_schema(self):
        schema = json.loads((ROOT / "rules/schema/audit.schema.json").read_text(encoding="utf-8"))
        summary_of, record_of = validator(schema), validator({**schema, "type": "object", "required": [], "properties": {},
                                                              "$ref": "#/$defs/record"})
        for language, path in self.both(".ndjson"):
            lines = [json.loads(line) for line in path.read_bytes().decode("utf-8").splitlines()]
            document = json.loads((self.folder / f"audit.{language}.json").read_bytes().decode("utf-8"))
            for record in lines[:-1]:
                self.assertEqual([], [error.message[:200] for error in record_of.iter_errors(record)])
            for summary in (lines[-1], document):
                self.assertEqual([], [error.message[:200] for error in summary_of.iter_errors(summary)])
            self.assertEqual(document.pop("results"), lines[:-1])
            self.assertEqual(document, lines[-1])
            self.assertEqual(language, document["lang"])
            inputs, applications = document["inputs"], document["applications"]
            self.assertEqual(inputs["files"], inputs["read"] + inputs["reused"] + inputs["unreadable"] + inputs["skipped"])
            self.assertEqual(applications["total"], applications["eligible"] + applications["ineligible"] + applications["undetermined"])

    def test_csv_reads_back_and_no_cell_is_a_formula(self):
        for language, path in self.both(".csv"):
            data = path.read_bytes()
            self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
            self.assertNotIn(b"\0", data)
            rows = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True), strict=True))
            self.assertEqual({19}, {len(row) for row in rows})
            self.assertEqual(10, len(rows))
            self.assertEqual("結果" if language == "ja" else "Outcome", rows[0][0])
            for row in rows:
                for cell in row:
                    self.assertFalse(cell.strip(" \u3000\u00a0").startswith(FORMULA_STARTS), cell[:50])
            self.assertEqual("'" + FORMULA, rows[3][4])
            self.assertEqual(MARKUP, rows[3][5])
            self.assertEqual("'2026-04-17", rows[7][4])

    def test_sarif_has_what_the_standard_requires(self):
        check = validator(json.loads((HERE / "sarif_subset.schema.json").read_text(encoding="utf-8")))
        for _, path in self.both(".sarif"):
            log = json.loads(path.read_bytes().decode("utf-8"))
            self.assertEqual([], [f"{list(error.absolute_path)}: {error.message[:200]}" for error in check.iter_errors(log)])
            self.assertEqual(6, len(log["runs"][0]["results"]))

    def test_junit_is_xml_and_its_counts_are_right(self):
        for _, path in self.both(".xml"):
            root = xml.etree.ElementTree.parse(path).getroot()
            cases = root.findall("./testsuite/testcase")
            having = {tag: sum(case.find(tag) is not None for case in cases) for tag in ("failure", "error", "skipped")}
            for element in (root, root.find("testsuite")):
                self.assertEqual(len(cases), int(element.get("tests")))
                self.assertEqual(having, {"failure": int(element.get("failures")), "error": int(element.get("errors")),
                                          "skipped": int(element.get("skipped"))})
            self.assertIn(FORMULA, [case.get("name") for case in cases])
            self.assertIn(MARKUP, [case.get("classname") for case in cases])

    def test_markdown_tables_are_even_and_hold_no_markup(self):
        for _, path in self.both(".md"):
            text = path.read_bytes().decode("utf-8")
            self.assertNotRegex(text, r"(?<!\\)<\w")
            for table in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
                self.assertEqual(1, len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}), table)

    def test_a_workbook_is_a_workbook_without_a_time(self):
        for _, path in self.both(".xlsx"):
            with zipfile.ZipFile(path) as package:
                self.assertEqual({(1980, 1, 1, 0, 0, 0)}, {part.date_time for part in package.infolist()})
                self.assertIn(b"2000-01-01T00:00:00Z", package.read("docProps/core.xml"))
                for name in package.namelist():
                    xml.etree.ElementTree.fromstring(package.read(name))

    def test_openpyxl_finds_the_sheets_frozen_filtered_and_as_text(self):
        try:
            import openpyxl
        except ImportError:
            self.skipTest("python3-openpyxl is not installed")
        for language, path in self.both(".xlsx"):
            book = openpyxl.load_workbook(path)
            names = {"ja": ["要約", "指摘一覧", "課題別", "読めないファイル", "実行情報"],
                     "en": ["Summary", "Findings", "Applications", "Unreadable files", "About this run"]}[language]
            self.assertEqual(names, book.sheetnames)
            findings = book[names[1]]
            self.assertEqual("A2", findings.freeze_panes)
            self.assertEqual("A1:R8", findings.auto_filter.ref)
            self.assertTrue(findings["A1"].font.bold)
            self.assertTrue(findings["G2"].alignment.wrap_text)
            self.assertNotEqual(findings["A2"].fill.fgColor.rgb, findings["A3"].fill.fgColor.rgb)
            ids = [row[4] for row in findings.iter_rows(min_row=2)]
            self.assertEqual({str}, {type(cell.value) for cell in ids})
            self.assertIn("2026-04-17", [cell.value for cell in ids])
            self.assertEqual("00123", book[names[2]]["A3"].value)
            for sheet in book:
                for row in sheet.iter_rows():
                    self.assertFalse([cell.coordinate for cell in row if cell.data_type == "f" and cell.value != FORMULA
                                      and not str(cell.value).startswith("=HYPERLINK")])


if __name__ == "__main__":
    warnings.simplefilter("ignore", DeprecationWarning)
    if len(sys.argv) > 1:
        PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
