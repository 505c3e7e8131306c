#!/usr/bin/env python3
"""Fills cells of a workbook with openpyxl, so that tests can use a writer that is not ours.

usage: fill_workbook.py IN OUT CHANGES
CHANGES is a JSON file: {"sheet": {"A1": value, …}, …}. "=…" is a formula, null empties a cell; in place of a cell
"insert_rows": [row, count], "rename": name, "delete": 1 and "create": 1 change the sheet.
exit 77: python3-openpyxl is not installed
"""
import json
import sys
import warnings

try:
    import openpyxl
except ImportError:
    sys.exit(77)

warnings.filterwarnings("ignore")  # it says that it will drop data validations it does not know
source, target, changes_file = sys.argv[1:4]
with open(changes_file, encoding="utf-8") as file:
    changes = json.load(file)
workbook = openpyxl.load_workbook(source)
for sheet, cells in changes.items():
    for reference, value in cells.items():
        if reference == "rename":
            workbook[sheet].title = value
        elif reference == "insert_rows":
            workbook[sheet].insert_rows(value[0], value[1])
        elif reference == "delete":
            del workbook[sheet]
        elif reference == "create":
            workbook.create_sheet(sheet)
        else:
            workbook[sheet][reference] = value
workbook.save(target)
