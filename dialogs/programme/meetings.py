"""What venues do at once and what they have in common: clashes and crossings of a week. Pure.

Both rest on words of the announcements; whether they matter is for people to judge.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from itertools import combinations

from dialogs.french import say
from dialogs.programme.bands import bands_of
from dialogs.programme.families import families
from dialogs.programme.labels import Labels
from dialogs.programme.search import is_reserved
from dialogs.programme.showings import Showing, folded, told_by
from dialogs.programme.status import OFF

_SHORTEST = timedelta(hours=1)  # of what says no end
_PUBLICS = {"adultes": "adultes", "jeunes_adultes": "jeunes adultes"}
_ADAPTED = {"relax", "lsf", "audiodescription", "st_sme", "tactile"}


@dataclass(frozen=True, slots=True)
class Clash:
    """Two showings for the same public at the same time in two venues."""

    one: Showing
    other: Showing
    public: tuple[str, ...]

    @property
    def why(self) -> str:
        """In French."""
        day = say.day(self.one.first_day)
        return f"même public ({say.listing(self.public)}) au même moment, {day}"


@dataclass(frozen=True, slots=True)
class Crossing:
    """A theme that two venues or more have in common in a week."""

    theme: str
    showings: tuple[Showing, ...]


def clashes(shown: Iterable[Showing], labels: Callable[[Showing], Labels]) -> tuple[Clash, ...]:
    """Pairs for the same public whose hours overlap; exhibitions and school sessions have no slot."""
    open_ = [one for one in shown if _has_a_slot(one)]
    publics = {id(one): _publics(one, labels(one)) for one in open_}
    found = []
    for one, other in combinations(open_, 2):
        common = publics[id(one)] & publics[id(other)]
        if common and _apart(one, other) and _overlap(one, other):
            found.append(Clash(one, other, tuple(sorted(common))))
    return tuple(found)


def crossings(shown: Sequence[Showing]) -> tuple[Crossing, ...]:
    """Themes told in two venues or more."""
    texts = [(one, folded(told_by(one))) for one in shown if one.status not in OFF]
    found = []
    for label, shape in _themes():
        told = tuple(one for one, text in texts if shape.search(text))
        if len({one.venue for one in told}) > 1:
            found.append(Crossing(label, told))
    return tuple(found)


def _has_a_slot(one: Showing) -> bool:
    return not (one.is_long or one.all_day or one.status in OFF or is_reserved(one))


def _publics(one: Showing, labels: Labels) -> frozenset[str]:
    plain = folded(told_by(one))
    words = {
        family.label
        for family in families().values()
        if family.sort == "public" and family.announced.search(plain)
    }
    words |= {f"{band} ans" for band in bands_of(one)}
    words |= {_PUBLICS[name] for name in labels.audience if name in _PUBLICS}
    if _ADAPTED & set(labels.accessibility):
        words.add("publics en situation de handicap")
    return frozenset(words)


def _apart(one: Showing, other: Showing) -> bool:
    """Two venues, and not the same thing announced twice."""
    return one.venue != other.venue and folded(one.title) != folded(other.title)


def _overlap(one: Showing, other: Showing) -> bool:
    return one.start < _end(other) and other.start < _end(one)


def _end(one: Showing) -> datetime:
    return max(one.end, one.start + _SHORTEST)


@cache
def _themes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    file = resources.files("dialogs.programme") / "themes.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        (row["label"], re.compile(rf"(?<![a-z0-9])(?:{row['find']})(?![a-z0-9])"))
        for row in table.values()
    )
