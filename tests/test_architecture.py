"""What a review would say again and again, said once: sizes, unfinished notes, machine paths."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "dialogs", "storage")
SOURCES = sorted(
    path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations/versions" not in path.as_posix()
)
MOST_LINES, MOST_FUNCTION_LINES = 300, 50
# The words that the whole house shares, and its tables, are read in one place.
LONGER = {"storage/records.py": 450, "storage/tables.py": 400}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_file_holds_one_idea(path: Path) -> None:
    text = path.read_text("utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [
        node.name
        for node in functions
        if (node.end_lineno or 0) - node.lineno >= MOST_FUNCTION_LINES
    ]

    most = LONGER.get(path.relative_to(ROOT).as_posix(), MOST_LINES)
    assert len(text.splitlines()) <= most
    assert long == []


def test_nothing_is_left_for_later() -> None:
    notes = re.compile(r"#.*\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError")

    found = [path.name for path in SOURCES if notes.search(path.read_text("utf-8"))]

    assert found == []


def test_nothing_blocks_the_loop() -> None:
    blocking = re.compile(r"\brequests\.(?:get|post)|\btime\.sleep\(|\burlopen\(")

    found = [path.name for path in SOURCES if blocking.search(path.read_text("utf-8"))]

    assert found == []


def test_imports_go_one_way() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - of this environment

    assert done.returncode == 0, done.stdout
