"""How well the bot understands a town it has never seen: `python -m tests.trials [FOLDER …]`.

Each folder is a town: people.json, questions.json, utterances.json, register.json, messages.json,
dates.json, talks.json; what is absent is passed over. Everything goes through the command line, on
a database that holds nothing but the town's people. The towns beside this file are fictional, and
were written by a language model that had not seen the bot: measure, never tune to them.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.trials import scores

TOWNS = Path(__file__).with_name("towns")
TODAY = "2026-11-23"
Rows = list[dict[str, Any]]


class Town:
    """A folder, and the command line over a database of its people."""

    def __init__(self, folder: Path, database: Path) -> None:
        self.folder = folder
        self._environment = {**os.environ, "PASSERELLE_DATABASE_URL": f"sqlite:///{database}"}
        self.run("db", "upgrade")
        if self.has("people.json"):
            self.run("people", "import", str(folder / "people.json"))

    def has(self, name: str) -> bool:
        """Whether the town has this file."""
        return (self.folder / name).is_file()

    def rows(self, name: str) -> Rows:
        """The content of one of its files."""
        rows: Rows = json.loads((self.folder / name).read_text("utf-8"))
        return rows

    def run(self, *words: str) -> str:
        """What a command prints."""
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "bot", *words],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr)
        return done.stdout

    def lines(self, command: Sequence[str], rows: Rows) -> Rows:
        """The answers of a command in batch mode, one line for each row."""
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as batch:
            batch.writelines(json.dumps(row) + "\n" for row in rows)
            batch.flush()
            return _lines(self.run(*command, "--batch", batch.name))


def main() -> None:
    """Prints the figures of each town, and what went wrong with `--errors`."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    for folder in given.folders or sorted(path for path in TOWNS.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory() as place:
            town = Town(folder, Path(place) / "town.db")
            print(folder.name)
            for name, measure in _MEASURES:
                if town.has(name):
                    for line in measure(town, given.errors):
                        print(" ", line)


def _understood(town: Town, errors: bool) -> Iterator[str]:  # noqa: FBT001 - one shape for all
    rows = town.rows("utterances.json")
    got = town.lines(["understand"], [_asked(row, number) for number, row in enumerate(rows)])
    yield from scores.intents(rows, got, errors=errors)
    yield from scores.slots(rows, got, errors=errors)


def _asked_for(town: Town, errors: bool) -> Iterator[str]:  # noqa: FBT001 - idem
    rows = town.rows("questions.json")
    got = town.lines(["ask"], [_asked(row, number) for number, row in enumerate(rows)])
    yield from scores.experts(rows, got, errors=errors)


def _told(town: Town, errors: bool) -> Iterator[str]:  # noqa: FBT001 - idem
    rows = town.rows("messages.json")
    register = str(town.folder / "register.json")
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as batch:
        names = ("id", "today", "sender", "text")
        json.dump([{name: row[name] for name in names} for row in rows], batch)
        batch.flush()
        told = town.run(*("actions", "interpret", "--batch", batch.name, "--register", register))
    yield from scores.updates(rows, _lines(told), errors=errors)


def _dated(town: Town, errors: bool) -> Iterator[str]:  # noqa: FBT001 - idem
    rows = town.rows("dates.json")
    asked = [_asked(row, number) for number, row in enumerate(rows)]
    got = town.lines(["dates", "--today", TODAY], asked)
    yield from scores.dates(rows, got, errors=errors)


def _talked(town: Town, errors: bool) -> Iterator[str]:  # noqa: FBT001 - idem
    somebody = town.rows("people.json")[0]["email"]
    words = ["talk", "--batch", str(town.folder / "talks.json"), "--as", somebody]
    words += ["--today", TODAY]
    if town.has("register.json"):
        words += ["--register", str(town.folder / "register.json")]
    yield from scores.talks(town.rows("talks.json"), _lines(town.run(*words)), errors=errors)


def _asked(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {"id": row.get("id", number), "text": row["text"]}


def _lines(printed: str) -> Rows:
    return [json.loads(line) for line in printed.splitlines()]


_MEASURES: tuple[tuple[str, Callable[[Town, bool], Iterator[str]]], ...] = (
    ("utterances.json", _understood),
    ("questions.json", _asked_for),
    ("messages.json", _told),
    ("dates.json", _dated),
    ("talks.json", _talked),
)

if __name__ == "__main__":
    main()
