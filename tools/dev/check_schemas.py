#!/usr/bin/env python3
"""Checks every shipped pack, form, cases file, cell map and scenario against rules/schema/ (JSON Schema 2020-12).

An editor completes and checks packs by these schemas, so they must agree with what we ship and the program reads.
Also: the schemas themselves are schemas, both languages are there, quotes are short, and what must not pass
(tests/cases/schema/) does not.

usage: tools/dev/check_schemas.py [FILE...]     exit 0 all good, 1 findings, 77 python3-jsonschema is not installed
"""
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("check_schemas: needs the Debian package python3-jsonschema", file=sys.stderr)
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "rules" / "schema"
SHIPPED = ("rules", "scenarios", "tests/cases")
REJECTED = ROOT / "tests" / "cases" / "schema"
LONGEST_QUOTE = 200


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def validators():
    """Schema name ("saitaku.pack/1") to validator; references between the schemas resolve by $id."""
    schemas = [load(path) for path in sorted(SCHEMAS.glob("*.schema.json"))]
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)
    return {schema["title"]: validator(schema, schemas) for schema in schemas}


def validator(schema, schemas):
    try:
        import referencing  # what newer jsonschema packages bring; Debian 12's has RefResolver
    except ImportError:
        store = {other["$id"]: other for other in schemas}
        return jsonschema.Draft202012Validator(schema, resolver=jsonschema.RefResolver(schema["$id"], schema, store=store))
    registry = referencing.Registry().with_resources(
        (other["$id"], referencing.Resource.from_contents(other)) for other in schemas)
    return jsonschema.Draft202012Validator(schema, registry=registry)


def place(error):
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
    return path.lstrip(".") or "(top)"


def deepest(error):
    """Of an anyOf/oneOf the branch that came furthest says more than "is not valid under any"."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return error


def texts_in_one_language(value, path=""):
    if isinstance(value, dict):
        if set(value) in ({"ja"}, {"en"}):
            yield path
        for key, inner in value.items():
            yield from texts_in_one_language(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from texts_in_one_language(inner, f"{path}[{index}]")


def long_quotes(value):
    if isinstance(value, dict):
        quote = value.get("quote")
        if isinstance(quote, str) and len(quote) > LONGEST_QUOTE:
            yield quote
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from long_quotes(inner)


def findings(path, by_name):
    document = load(path)
    name = document.get("schema") if isinstance(document, dict) else None
    if name not in by_name:
        return []  # an application document, or a schema
    found = [f"{place(deepest(error))}: {deepest(error).message[:300]}" for error in by_name[name].iter_errors(document)]
    found += [f"{where}: one language only" for where in texts_in_one_language(document)]
    found += [f"a quote of more than {LONGEST_QUOTE} characters: {quote[:40]}…" for quote in long_quotes(document)]
    return found


def main(arguments):
    by_name = validators()
    failed = 0
    files = [pathlib.Path(name) for name in arguments] or [
        path for folder in SHIPPED for path in sorted((ROOT / folder).rglob("*.json")) if REJECTED not in path.parents]
    for path in files:
        for finding in findings(path, by_name):
            print(f"{path}: {finding}")
            failed += 1
    rejected = [] if arguments else sorted(REJECTED.glob("*.json"))
    for path in rejected:
        if not findings(path, by_name):
            print(f"{path}: should be refused by its schema, but is not")
            failed += 1
    print(f"{len(files)} files, {len(rejected)} that must be refused, {failed} findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
