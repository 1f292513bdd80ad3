"""Turns a file of named SQL statements into C++ constants.

    -- name: find_contact :maybe
    -- role: finder
    SELECT ... WHERE id = $1;

becomes `inline constexpr db::Statement find_contact{"crm.find_contact", "SELECT …", db::Role::app}` in the namespace
of the feature (`crm::sql`). The word after the colon says what the caller may expect: one, maybe, many, exec.
The role is app unless said otherwise; `finder` and `system` go through the second door and must name the project.
"""
import pathlib
import re
import sys

NAME = re.compile(r"^--\s*name:\s*([a-z][a-z0-9_]*)\s+:(one|maybe|many|exec)\s*$")
ROLE = re.compile(r"^--\s*role:\s*(app|finder|system|owner)\s*$")


def statements(path):
    current, found = None, []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if match := NAME.match(line):
            current = {"name": match[1], "kind": match[2], "role": "app", "text": []}
            found.append(current)
        elif match := ROLE.match(line):
            current["role"] = match[1]
        elif line.lstrip().startswith("--"):
            continue
        elif line.strip():
            if current is None:
                sys.exit(f"{path}:{number}: SQL before the first '-- name: x :one|maybe|many|exec'")
            current["text"].append(line.rstrip())
    names = [s["name"] for s in found]
    if duplicates := {n for n in names if names.count(n) > 1}:
        sys.exit(f"{path}: named twice: {', '.join(sorted(duplicates))}")
    for s in found:
        s["text"] = "\n".join(s["text"]).rstrip().rstrip(";")
        if not s["text"]:
            sys.exit(f"{path}: {s['name']} is empty")
    return found


def namespace(path):
    return path.parent.name


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def header(source, output):
    space = namespace(source)
    lines = ["#pragma once", '#include "platform/db/statement.hpp"', f"namespace {space}::sql {{"]
    for s in statements(source):
        lines.append(
            f'inline constexpr db::Statement {s["name"]}{{"{space}.{s["name"]}", R"__sql__({s["text"]})__sql__", '
            f'db::Role::{s["role"]}, db::Rows::{s["kind"]}}};'
        )
    lines.append(f"}} // namespace {space}::sql\n")
    write(output, "\n".join(lines))


def listing(target, root, output, sources):
    lines = [f'#include "{source.relative_to(root)}.hpp"' for source in sources]
    lines.append('#include "platform/db/statement.hpp"')
    lines.append(f"std::vector<db::Statement> {target}_statements() {{\n    return {{")
    for source in sources:
        for s in statements(source):
            lines.append(f"        {namespace(source)}::sql::{s['name']},")
    lines.append("    };\n}\n")
    write(output, "\n".join(lines))


if __name__ == "__main__":
    if sys.argv[1] == "--list":
        root, output, *sources = map(pathlib.Path, sys.argv[3:])
        listing(sys.argv[2], root, output, sources)
    else:
        header(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
