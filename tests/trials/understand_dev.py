"""How well messages are understood: `python -m tests.trials.understand_dev [--errors]`.

Reads the development set (fictional people, a register of another town) and prints accuracy,
macro-F1, a table of confusions and the overlap of slots, on the whole and on two seeded halves.
The set is to find kinds of failure with; it is no final result.
"""

import argparse
import json
import os
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dialogs.french.words import fold
from dialogs.scene import Intent
from dialogs.understand import understand
from storage.records import JSON, Action, Knowledge, Person

_SHARED = Path(
    os.environ.get("PASSERELLE_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared")
)
_SEED = 2026


@dataclass(frozen=True, slots=True)
class Judged:
    """An utterance, what it means, and what was understood."""

    text: str
    wanted: str
    slots: JSON
    got: Intent


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--errors", action="store_true", help="also print what went wrong")
    errors = options.parse_args().errors
    known = _knowledge()
    judged = _judged(known)
    halves = list(judged)
    random.Random(_SEED).shuffle(halves)  # noqa: S311 - no secret, a split
    middle = len(halves) // 2
    for name, part in (("all", judged), ("half A", halves[:middle]), ("half B", halves[middle:])):
        print(
            f"{name:8} n={len(part)} accuracy={_accuracy(part):.3f} macro-F1={_macro_f1(part):.3f}"
        )
    _print_confusions(judged)
    _print_slots(judged, errors=errors)
    _print_speed(judged, known)


def _knowledge() -> Knowledge:
    people = json.loads((_SHARED / "eval/experts-dev/people.json").read_text("utf-8"))
    register = json.loads((_SHARED / "eval/actions-dev/register.json").read_text("utf-8"))
    actions = register["actions"]
    return Knowledge(
        revision=1,
        people=tuple(
            Person(
                id=one["id"],
                name=one["name"],
                service=one["service"],
                groups=tuple(one["working_groups"]),
            )
            for one in people
        ),
        axes=tuple(dict.fromkeys(one["axis"] for one in actions)),
        actions=tuple(
            Action(number=int(one["id"][1:]), title=one["title"], axis=one["axis"])
            for one in actions
        ),
    )


def _judged(known: Knowledge) -> list[Judged]:
    rows = json.loads((_SHARED / "eval/experts-dev/utterances.json").read_text("utf-8"))
    return [
        Judged(row["text"], row["intent"], row["slots"], understand(row["text"], known))
        for row in rows
    ]


def _accuracy(part: Sequence[Judged]) -> float:
    return sum(one.wanted == one.got.name for one in part) / len(part)


def _macro_f1(part: Sequence[Judged]) -> float:
    names = {one.wanted for one in part}
    return sum(_f1(part, name) for name in names) / len(names)


def _f1(part: Sequence[Judged], name: str) -> float:
    right = sum(one.wanted == name == one.got.name for one in part)
    said = sum(one.got.name == name for one in part)
    meant = sum(one.wanted == name for one in part)
    return 2 * right / (said + meant) if said + meant else 0.0


def _print_confusions(judged: Sequence[Judged]) -> None:
    wrong = Counter(
        (one.wanted, one.got.name.value) for one in judged if one.wanted != one.got.name
    )
    for (wanted, got), count in wrong.most_common():
        print(f"  {wanted} taken for {got}: {count}")
        for one in judged:
            if (one.wanted, one.got.name) == (wanted, got):
                print(f"    {one.got.confidence:.2f} {one.text}")


def _print_slots(judged: Sequence[Judged], *, errors: bool) -> None:
    overlaps: defaultdict[str, list[float]] = defaultdict(list)
    for one in judged:
        for slot, value in one.slots.items():
            overlap = _overlap(value, one.got.slots.get(slot))
            overlaps[slot].append(overlap)
            if errors and overlap < 0.5:
                print(
                    f"    {slot}: {value!r} read as {one.got.slots.get(slot)!r} in « {one.text} »"
                )
    for slot, found in sorted(overlaps.items(), key=lambda item: -len(item[1])):
        print(f"  {slot:13} n={len(found):3} overlap={sum(found) / len(found):.2f}")


def _overlap(wanted: Any, got: Any) -> float:  # noqa: ANN401 - a slot is one value or a list
    """F1 of the words of both values."""
    left, right = _words(wanted), _words(got)
    both = sum((left & right).values())
    return 2 * both / (left.total() + right.total()) if both else 0.0


def _words(value: Any) -> Counter[str]:  # noqa: ANN401 - idem
    values = value if isinstance(value, list | tuple) else [value or ""]
    said = fold(" ".join(map(str, values))).replace("'", " ").replace("_", " ").replace("-", " ")
    return Counter(said.split())


def _print_speed(judged: Sequence[Judged], known: Knowledge) -> None:
    took = []
    for one in judged:
        start = time.perf_counter()
        understand(one.text, known)
        took.append(1000 * (time.perf_counter() - start))
    took.sort()
    print(f"  {took[len(took) // 2]:.2f} ms a message, {took[int(len(took) * 0.95)]:.2f} at p95")


if __name__ == "__main__":
    main()
