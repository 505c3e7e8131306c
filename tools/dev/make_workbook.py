#!/usr/bin/python3
"""Writes an application into a workbook, by the cell map of an official form.

  tools/dev/make_workbook.py rules/spread-1000/workbook-round-2-ja.json application.json out.xlsx
      a workbook of our own with the official form's sheets, labels, answers and sums
  … --blank official.xlsx
      the same answers in a copy of the official form
  … --set budget.items[0].unit_price=3070 --set plan.title=
      changed answers; a value is JSON or text, nothing empties the cell"""
import argparse
import json
import re
import warnings

import openpyxl


def steps(path):
    return [int(name) if name.isdigit() else name for name in re.findall(r"[^.\[\]]+", path)]


def look_up(value, path):
    for step in steps(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def change(application, assignment):
    path, _, text = assignment.partition("=")
    *way, last = steps(path)
    target = application
    for step in way:
        target = target[step]
    try:
        target[last] = json.loads(text)
    except json.JSONDecodeError:
        target[last] = text or None


def cell_values(entry, value):
    """One value per cell of a cell map's entry."""
    cells = entry.get("cells") or [entry["cell"]]
    if value is None:
        return []
    words = {ours: official for official, ours in entry.get("translate", {}).items()}
    join = entry.get("join")
    if join == "date":
        return zip(cells, map(int, value.split("-")))
    if join == "choices":
        return [(cell, "Y") for cell, choice in zip(cells, entry["values"]) if choice in value]
    if join == "name":
        return zip(cells, value.split(" "))
    if entry["kind"] == "flag":
        return [(cells[0], "Y")] if value else []
    return [(cells[0], words.get(value, value) if isinstance(value, str) else value)]


def fill_cells(book, cell_map, application, ours):
    for entry in cell_map["cells"]:
        if entry["kind"] == "pictures":
            continue
        sheet = book[entry["sheet"]]
        if entry["kind"] == "total":
            if ours:
                parts = entry.get("parts", {})
                sheet_of_parts = cell_map["tables"][0]["sheet"]
                for cell, sums in parts.items():
                    sheet[cell] = "=" + "+".join(f"'{sheet_of_parts}'!{one}" for one in sums)
                sheet[entry["cell"]] = "=" + "+".join(parts)
        elif entry.get("join") == "items":
            listed, _, member = entry["path"].partition("[].")
            for cell, item in zip(entry["cells"], look_up(application, listed) or []):
                sheet[cell] = item.get(member)
        else:
            for cell, value in cell_values(entry, look_up(application, entry["path"])):
                sheet[cell] = value


def fill_tables(book, cell_map, application, ours):
    for table in cell_map["tables"]:
        sheet = book[table["sheet"]]
        first, last = table["rows"]
        constants = table.get("constants", {})
        items = [item for item in look_up(application, table["path"]) or []
                 if all(item.get(name) == value for name, value in constants.items())]
        for row, item in zip(range(first, last + 1), items):
            for column in table["columns"]:
                if column["kind"] != "total":
                    sheet[f"{column['column']}{row}"] = item.get(column["path"])
                elif ours:  # as the official form has it: the product of the numbers beside it
                    numbers = [f"{other['column']}{row}" for other in table["columns"] if other["kind"] == "number"]
                    sheet[f"{column['column']}{row}"] = "=" + "*".join(numbers)
        if ours and "total" in table:
            letter = re.match("[A-Z]+", table["total"])[0]
            sheet[table["total"]] = f"=SUM({letter}{first}:{letter}{last})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cell_map")
    parser.add_argument("application")
    parser.add_argument("out")
    parser.add_argument("--blank", help="an official form to fill in")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=VALUE")
    options = parser.parse_args()
    cell_map = json.load(open(options.cell_map, encoding="utf-8"))
    application = json.load(open(options.application, encoding="utf-8"))
    for assignment in options.set:
        change(application, assignment)

    if options.blank:
        warnings.filterwarnings("ignore")  # openpyxl says that it drops the drop-down lists; no answer is lost
        book = openpyxl.load_workbook(options.blank)
    else:
        book = openpyxl.Workbook()
        book.remove(book.active)
        sheets = cell_map.get("sheets") or dict.fromkeys(entry["sheet"] for entry in cell_map["cells"])
        for name in sheets:
            book.create_sheet(name)
        for anchor in cell_map.get("recognise", []) + cell_map.get("anchors", []):
            book[anchor["sheet"]][anchor["cell"]] = anchor["begins"]
    fill_cells(book, cell_map, application, ours=not options.blank)
    fill_tables(book, cell_map, application, ours=not options.blank)
    book.save(options.out)


main()
