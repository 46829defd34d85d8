"""How well job A answers: `python -m tests.eval [FOLDER …]`.

Each folder holds people.json, questions.json and perhaps utterances.json and talks.json. Without
one: the shared development set when it stands beside the checkout, else the towns of the trials.
Everything goes through the command line; then again with most declared skills taken away, as in a
town's first month; then how long an answer takes. The rules of tuning stand in RULES.md.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.eval import figures
from tests.eval.latency import measured
from tests.trials import scores
from tests.trials.__main__ import TOWNS, Rows, Town

ROOT = Path(__file__).parents[2]
DEVELOPMENT = ROOT.parent / "shared" / "eval" / "experts-dev"
TAKEN_AWAY = 0.7
_WAYS_ON = ("[Demander", "[Chercher une personne", "Déclarations voisines")


def main() -> None:
    """Prints the rules, then the figures of each folder."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--crowd", type=int, default=100_000, help="people of the biggest town")
    given = options.parse_args()
    print(Path(__file__).with_name("RULES.md").read_text("utf-8"))
    for folder in given.folders or _folders():
        for line in _figures(folder, seed=given.seed):
            print(line)
    for line in measured(given.crowd, seed=given.seed):
        print(line)


def _folders() -> list[Path]:
    if DEVELOPMENT.is_dir():
        return [DEVELOPMENT]
    print("The development set is not beside this checkout: the towns of the trials instead.\n")
    return sorted(path for path in TOWNS.iterdir() if path.is_dir())


def _figures(folder: Path, *, seed: int) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as place:
        town = Town(folder, Path(place) / "town.db")
        yield f"== {folder.name}"
        yield from figures.table(*_asked(town))
        if town.has("utterances.json"):
            rows = town.rows("utterances.json")
            asked = [{"id": number, "text": row["text"]} for number, row in enumerate(rows)]
            got = town.lines(["understand"], asked)
            yield from scores.intents(rows, got, errors=False)
            yield from scores.slots(rows, got, errors=False)
        yield from _first_month(town, Path(place), seed=seed)


def _asked(town: Town) -> tuple[Rows, Rows]:
    rows = town.rows("questions.json")
    asked = [{"id": number, "text": row["text"]} for number, row in enumerate(rows)]
    return rows, town.lines(["ask"], asked)


def _first_month(town: Town, place: Path, *, seed: int) -> Iterator[str]:
    """The same questions when most lines are not declared yet."""
    poor = place / "poor"
    poor.mkdir()
    people = _without_most(town.rows("people.json"), seed=seed)
    (poor / "people.json").write_text(json.dumps(people), "utf-8")
    (poor / "questions.json").write_text(json.dumps(town.rows("questions.json")), "utf-8")
    early = Town(poor, place / "poor.db")
    rows, answers = _asked(early)
    replies = _replies(early, rows, place)
    useful = false = 0
    for row, answer, reply in zip(rows, answers, replies, strict=True):
        named = [one["id"] for one in answer["people"]]
        right = any(row["relevant"].get(one, 0) >= 1 for one in named)
        false += bool(named) and not right
        useful += right or (not named and any(way in reply for way in _WAYS_ON))
    yield (
        f"with {TAKEN_AWAY:.0%} of declared skills taken away (seed {seed}): useful next step"
        f" {useful / len(rows):.3f}, false answers {false / len(rows):.3f}"
    )


def _without_most(people: Rows, *, seed: int) -> Rows:
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return [
        {**person, "skills": [one for one in person["skills"] if chance.random() > TAKEN_AWAY]}
        for person in people
    ]


def _replies(town: Town, rows: Rows, place: Path) -> list[str]:
    talks: list[dict[str, Any]] = [{"turns": [{"say": row["text"]}]} for row in rows]
    batch = place / "talks.json"
    batch.write_text(json.dumps(talks), "utf-8")
    somebody = town.rows("people.json")[0]["email"]
    played = town.run("talk", "--batch", str(batch), "--as", somebody)
    return [json.loads(line)["turns"][0]["reply"] for line in played.splitlines()]


if __name__ == "__main__":
    main()
