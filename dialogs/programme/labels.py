"""What an event is: discipline, kind, publics, ages, accessibility, who may come, price.

Publics, ages, accessibility and price rest on words of the announcement (`labels.toml`): what is not
written is not known. Discipline, kind and who may come are what the words, the venue and other
announcements like it (`likely`) make likeliest.
"""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from dialogs.programme.ages import Ages, ages_of
from dialogs.programme.announcement import Announcement
from dialogs.programme.likely import calls, likely
from dialogs.programme.showings import Showing, folded
from dialogs.understand.learnt import Features
from storage.records import Venue

_TITLE, _HEADING, _TOLD, _VENUE = 4.0, 3.0, 1.0, 2.0  # what a word for a discipline weighs
# What rules weigh beside what was learnt, chosen on the announcements that teach, in four parts.
_DISCIPLINE, _KIND, _ACCESS = 0.7, 1.5, 2.0
_LEAST = 1e-6
_LAST_CHILD, _FIRST_YEARS, _WIDEST = 11, 4, 30
_OLDEST_CHILD_START = 10
SAID_BY_VENUE = "lieu"


@dataclass(frozen=True, slots=True)
class Rule:
    """A label, the words that tell it, and those that forbid it."""

    name: str
    find: re.Pattern[str] | None
    title: re.Pattern[str] | None
    forbidden: re.Pattern[str] | None
    venue: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is known of an event; None and empty are « not said »."""

    discipline: str = "pluri"
    kind: str = "autre"
    audience: tuple[str, ...] = ()
    ages: Ages | None = None
    accessibility: tuple[str, ...] = ()
    access: str = "public"
    price: str | None = None


class Labeller:
    """Labels the events of a town, knowing what its venues mostly show."""

    def __init__(self, shown: Iterable[Showing], venues: Sequence[Venue]) -> None:
        self._venues = {venue.code: _of_venue(venue) for venue in venues}
        self._known: dict[tuple[object, ...], Labels] = {}
        told: dict[str, Counter[str]] = {}
        for one in shown:
            if self._venues.get(one.venue) is None:
                scores = _said(Announcement(one))
                if scores:
                    told.setdefault(one.venue, Counter())[_best(scores)] += 1
        for code, counts in told.items():
            name, count = counts.most_common(1)[0]
            if 2 * count >= counts.total():
                self._venues[code] = name

    def shows(self, venue: str) -> str:
        """The discipline that a venue mostly shows; "" when it shows everything, or is not known."""
        return self._venues.get(venue) or ""

    def labels(self, showing: Showing) -> Labels:
        """The labels of one showing; the same one is labelled once."""
        key = (showing.title, showing.description, showing.also, showing.venue, showing.categories)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._labelled(showing)
        return known

    def _labelled(self, showing: Showing) -> Labels:
        told = Announcement(showing)
        own = self._venues.get(showing.venue)
        called = calls(showing.title, f"{showing.description} {showing.also}", own or "")
        ages = ages_of(told.plain)
        access = _weighed(called, "access", _vote(told, "access"), _ACCESS)
        said = _said(told)
        if own is not None:
            said[own] = said.get(own, 0.0) + _VENUE
        return Labels(
            discipline=_weighed(called, "discipline", said, _DISCIPLINE),
            kind=_weighed(called, "kind", _kind_said(told), _KIND),
            audience=_audience(told, ages, access),
            ages=ages,
            accessibility=_all(told, "accessibility"),
            access=access,
            price=_price(told),
        )


def _weighed(called: Features, sort: str, said: Mapping[str, float], weight: float) -> str:
    """The value that rules and what was learnt agree on best."""
    odds = likely(called, sort)
    return max(
        odds, key=lambda value: math.log(odds[value] + _LEAST) + weight * said.get(value, 0.0)
    )


def _vote(told: Announcement, sort: str) -> dict[str, float]:
    name = _one(told, sort)
    return {name: 1.0} if name else {}


def _of_venue(venue: Venue) -> str | None:
    """What the name of a venue says that it shows; of a town's own calendar, nothing."""
    named = folded(f"{venue.name} {venue.kind}")
    for rule in rules("discipline"):
        if rule.venue is not None and rule.venue.search(named):
            return rule.name
    return None


def _said(told: Announcement) -> dict[str, float]:
    """How much the words speak for each discipline."""
    scores: dict[str, float] = {}
    for rule in rules("discipline"):
        shape = rule.find
        if shape is None:
            continue
        weight = _TITLE * bool(shape.search(told.title.plain))
        weight += _HEADING * bool(shape.search(told.headings.plain))
        weight += _TOLD * min(len(set(shape.findall(told.description.plain))), 2)
        if weight:
            scores[rule.name] = weight
    return scores


def _best(scores: Mapping[str, float]) -> str:
    order = [rule.name for rule in rules("discipline")]
    return max(scores, key=lambda name: (scores[name], -order.index(name)))


def _kind_said(told: Announcement) -> dict[str, float]:
    """The kind that the title names, the first that fits."""
    for rule in rules("kind"):
        if rule.title is None or not rule.title.search(told.title.plain):
            continue
        if rule.forbidden is None or not rule.forbidden.search(told.title.plain):
            return {rule.name: 1.0}
    return {}


def _audience(told: Announcement, ages: Ages | None, access: str) -> tuple[str, ...]:
    found = dict.fromkeys(_all(told, "audience"))
    if access == "scolaire":
        found["scolaires"] = None
    if access == "public" and "scolaires" in found:
        del found["scolaires"]
    if access == "reserve_pro":
        return ()
    closed = ages is not None and ages.least is not None and ages.most is not None
    if ages is not None and "familles" not in found and "tout_public" not in found:
        least = ages.least or 0
        young = closed and (ages.most or 0) <= _LAST_CHILD and (ages.most or 0) > _FIRST_YEARS - 1
        first = ages.most is None and 0 < least <= _FIRST_YEARS
        if access == "public" and least <= _OLDEST_CHILD_START and (young or first):
            found.setdefault("jeune_public")
    return tuple(found)


def _price(told: Announcement) -> str | None:
    paid = _fits(told, "price", "payant")
    free = _fits(told, "price", "gratuit")
    if _fits(told, "price", "sous_condition"):
        return "payant" if paid else "sous_condition"
    if free:
        return "gratuit"
    return "payant" if paid else None


def _fits(told: Announcement, sort: str, name: str) -> bool:
    return any(rule.name == name and _stands(rule, told) for rule in rules(sort))


def _one(told: Announcement, sort: str) -> str | None:
    return next((rule.name for rule in rules(sort) if _stands(rule, told)), None)


def _all(told: Announcement, sort: str) -> tuple[str, ...]:
    return tuple(rule.name for rule in rules(sort) if _stands(rule, told))


def _stands(rule: Rule, told: Announcement) -> bool:
    if rule.find is None or not rule.find.search(told.plain):
        return False
    return rule.forbidden is None or not rule.forbidden.search(told.plain)


@cache
def rules(sort: str) -> tuple[Rule, ...]:
    """The rules of a sort of label, in the order of their file."""
    file = resources.files("dialogs.programme") / "labels.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))[sort]
    return tuple(
        Rule(
            name,
            *(
                words(str(row[part])) if row.get(part) else None
                for part in ("find", "title", "not", "venue")
            ),
        )
        for name, row in table.items()
    )


def words(shape: str) -> re.Pattern[str]:
    """A shape that begins and ends where words do."""
    return re.compile(rf"(?<![a-z0-9])(?:{shape})(?![a-z0-9])")
