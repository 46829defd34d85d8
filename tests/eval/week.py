"""How well job B knows a week: `python -m tests.eval.week [FOLDER …]`.

The folder holds feeds/*.ics, labels.json, judgements.json and perhaps questions.json, in the shape
of the shared development week. Everything goes through the command line. `--errors` names what
went wrong: for the development week only. Without a folder: the shared development week when it
stands beside the checkout, then the weeks of the trials, written by a language model that had not
seen the bot: measure, never tune to them.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.eval import judged
from tests.trials.__main__ import Rows, Town

Row = dict[str, Any]
DEVELOPMENT = Path(__file__).parents[3] / "shared" / "eval" / "week-dev"
WEEKS = Path(__file__).parents[1] / "trials" / "weeks"
GROUPS = {
    "handicap": "handicap",
    "participation": "participation",
    "communication": "communication",
    "adultes_20_44": "adultes",
    "developpement_durable": "developpement-durable",
    "mixite": "mixite",
    "parcours_culturel": "parcours-culturel",
    "connaissance_publics": "connaissance-publics",
}


def main() -> None:
    """Prints the figures of each folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    for folder in given.folders or _folders():
        with tempfile.TemporaryDirectory() as place:
            print(f"== {folder.name}")
            for line in figures(folder, Path(place), errors=given.errors):
                print(line)


def _folders() -> list[Path]:
    shared = [DEVELOPMENT] if DEVELOPMENT.is_dir() else []
    return [*shared, *sorted(path for path in WEEKS.iterdir() if path.is_dir())]


def figures(folder: Path, place: Path, *, errors: bool) -> Iterator[str]:
    """The lines of one folder."""
    labels: Rows = json.loads((folder / "labels.json").read_text("utf-8"))
    judgements: Row = json.loads((folder / "judgements.json").read_text("utf-8"))
    names = judged.Names(labels)
    town = Town(folder, place / "week.db")
    town.run("reference", "load", "ivry")
    venues = {Path(row["feed"]).stem: str(row["venue"]) for row in labels}
    for feed, venue in venues.items():
        town.run("feeds", "add", feed, str(folder / "feeds" / f"{feed}.ics"), "--venue", venue)
    town.run("feeds", "refresh")
    days = _days(labels)
    agenda = json.loads(town.run("agenda", "--from", days[0], "--to", days[1], "--json"))
    yield from judged.labels(labels, agenda["occurrences"], names, errors=errors)
    yield from judged.duplicates(judgements, agenda["occurrences"], names, errors=errors)
    if town.has("questions.json"):
        asked = json.loads((folder / "questions.json").read_text("utf-8"))
        at = f"{judgements['week_start'][:10]}T09:00"
        rows = [{"id": one["id"], "text": one["text"]} for one in asked["questions"]]
        got = town.lines(["agenda", "ask", "--at", at], rows)
        yield from judged.questions(asked["questions"], got, names, errors=errors)
    digests = {lens: _digest(town, group, judgements["week"]) for lens, group in GROUPS.items()}
    yield from judged.lenses(judgements, digests, names, errors=errors)
    some = next(iter(digests.values()))
    yield from judged.meetings(judgements, some, names, errors=errors)
    yield from judged.bands(judgements, some, errors=errors)


def _digest(town: Town, group: str, week: str) -> Row:
    words = ("digest", "preview", "--group", group, "--week", week, "--format", "json")
    digest: Row = json.loads(town.run(*words))
    return digest


def _days(labels: Iterable[Row]) -> tuple[str, str]:
    """From the first day of any occurrence to a year after, which covers every label."""
    first = min(each["start"][:10] for row in labels for each in row["occurrences"])
    return first, f"{int(first[:4]) + 1}{first[4:]}"


if __name__ == "__main__":
    main()
