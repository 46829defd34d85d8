"""The figures of job A: what was wanted of each question beside what came."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
_SHOWN = 3


@dataclass(slots=True)
class Tally:
    """Counts over some questions. Right = graded 1 or more; the ranking is people, then neighbours."""

    answerable: int = 0
    first: int = 0
    among_three: int = 0
    affirmed: int = 0
    affirmed_right: int = 0  # whose first person is right
    people: int = 0
    people_right: int = 0
    unanswerable: int = 0
    false: int = 0
    kinds: set[str] = field(default_factory=set)

    def add(self, row: Row, answer: Row) -> None:
        """Counts one question."""
        graded = {person for person, grade in row["relevant"].items() if grade >= 1}
        people = [one["id"] for one in answer["people"]]
        ranked = people + [one["id"] for one in answer["neighbours"]]
        if not graded:
            self.unanswerable += 1
            self.false += bool(people)
            return
        self.answerable += 1
        self.first += bool(graded & set(ranked[:1]))
        self.among_three += bool(graded & set(ranked[:_SHOWN]))
        self.affirmed += bool(people)
        self.affirmed_right += bool(graded & set(people[:1]))
        self.people += len(people)
        self.people_right += len(graded & set(people))

    def line(self, name: str) -> str:
        """The row of a table."""
        return (
            f"{name:18}{self.answerable:4}  {_share(self.first, self.answerable)}"
            f"  {_share(self.among_three, self.answerable)}  {_share(self.affirmed, self.answerable)}"
            f"  {_share(self.affirmed_right, self.affirmed)}  {_share(self.people_right, self.people)}"
            f"  {self.false}/{self.unanswerable}"
        )


HEAD = f"{'':18}   n  first  three  affirm  right  people  false"


def table(rows: Sequence[Row], answers: Iterable[Row]) -> Iterator[str]:
    """All questions, then each kind."""
    tallies: dict[str, Tally] = {"all": Tally()}
    for row, answer in zip(rows, answers, strict=True):
        for name in ("all", str(row.get("kind", "other"))):
            tallies.setdefault(name, Tally()).add(row, answer)
    yield HEAD
    for name, tally in tallies.items():
        yield tally.line(name)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "  -  "
