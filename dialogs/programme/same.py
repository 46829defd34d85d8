"""One event that two calendars announce in their own words: one showing, with both sources.

Surely the same is not needed, nor is a like title enough (a film has twenty showings): it takes
another calendar, the same place, the same quarter of an hour, and words in common that few other
announcements have. The calendar of whoever houses the event speaks for it. Pure.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from difflib import SequenceMatcher

from dialogs.french.words import stems
from dialogs.programme.showings import Showing, folded
from dialogs.programme.status import worst
from storage.records import Venue

_NEAR = timedelta(minutes=15)
_ALIKE = 0.85  # of two titles
_SHARE = 0.12  # of all announcements: a word that more of them have says nothing
_FEW = 12  # announcements below which no word is usual
_STRANGERS_SHARE = 2  # words in common, when neither calendar is the host's
_FIGURE = re.compile(r"\d{2,}")
_PLACE = re.compile(r"[,;(\n–—]| - ")
_GLUE = frozenset(
    ["le", "la", "les", "l", "de", "du", "des", "d", "a", "au", "aux", "et", "en", "sur", "salle",
     "espace", "hall"]
)  # fmt: skip

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """What is compared of a showing."""

    showing: Showing
    place: frozenset[str]  # codes of the venues that it may be, or the words of another place
    hosted: bool  # by the venue whose calendar it is
    words: Words


def joined(shown: Iterable[Showing], venues: Sequence[Venue]) -> tuple[Showing, ...]:
    """The same showings, each event once; the order is kept."""
    everything = tuple(shown)
    places = _Places(venues)
    told = [_told(one, places) for one in everything]
    held = Counter(word for one in told for word in one.words)
    usual = max(_SHARE * len(told), _FEW * _SHARE) if len(told) > _FEW else math.inf
    into: dict[int, int] = {}
    for _, one, other in sorted(_pairs(told, held, usual), key=lambda pair: (-pair[0], *pair[1:])):
        if one in into or other in into:
            continue
        if not _shares_a_feed(one, other, into, everything):
            into[other] = one
    return tuple(
        _with(one, [everything[other] for other, host in into.items() if host == place])
        for place, one in enumerate(everything)
        if place not in into
    )


def _pairs(
    told: Sequence[_Told], held: Mapping[str, int], usual: float
) -> Iterator[tuple[float, int, int]]:
    """(likeness, host, other), the host first."""
    by_day: dict[object, list[int]] = {}
    for place, each in enumerate(told):
        by_day.setdefault((each.showing.first_day, each.showing.is_long), []).append(place)
    for same_day in by_day.values():
        for one, other in _at_once(same_day, told):
            likeness = _likeness(told[one], told[other], held, usual)
            if likeness:
                turned = told[other].hosted and not told[one].hosted
                yield (likeness, other, one) if turned else (likeness, one, other)


def _at_once(places: Iterable[int], told: Sequence[_Told]) -> Iterator[tuple[int, int]]:
    """Pairs that begin together or nearly so."""
    order = sorted(places, key=lambda place: told[place].showing.start)
    for at, one in enumerate(order):
        latest = told[one].showing.start + _NEAR
        for other in order[at + 1 :]:
            if told[other].showing.start > latest:
                break
            yield one, other


def _likeness(one: _Told, other: _Told, held: Mapping[str, int], usual: float) -> float:
    if not _may_be_same(one, other):
        return 0.0
    common = [word for word in one.words & other.words if held[word] <= usual]
    alike = SequenceMatcher(None, folded(one.showing.title), folded(other.showing.title)).ratio()
    enough = 1 if one.hosted != other.hosted else _STRANGERS_SHARE
    if len(common) < enough and alike < _ALIKE:
        return 0.0
    return alike + sum(1 / held[word] for word in common)


def _may_be_same(one: _Told, other: _Told) -> bool:
    feeds = {source.feed for source in one.showing.sources}
    if feeds & {source.feed for source in other.showing.sources}:
        return False
    if not any(_same_place(here, there) for here in one.place for there in other.place):
        return False
    if one.showing.all_day or other.showing.all_day:
        return one.showing.all_day == other.showing.all_day
    return abs(one.showing.start - other.showing.start) <= _NEAR


def _same_place(one: str, other: str) -> bool:
    """« Hôtel de ville » is where « Hôtel de ville, salle des fêtes » is."""
    if one == other:
        return True
    words, others = set(one.split()), set(other.split())
    return bool(words and others) and (words <= others or others <= words)


def _shares_a_feed(
    host: int, other: int, into: Mapping[int, int], everything: Sequence[Showing]
) -> bool:
    """Of one calendar, a single entry tells an event."""
    already = [place for place, to in into.items() if to == host]
    feeds = {source.feed for place in already for source in everything[place].sources}
    return bool(feeds & {source.feed for source in everything[other].sources})


def _told(showing: Showing, places: "_Places") -> _Told:
    place = places.of(showing)
    text = f"{showing.title}. {' '.join(showing.categories)}. {showing.description}"
    words = frozenset((*stems(text), *_FIGURE.findall(text))) - places.words(place)
    return _Told(showing, place, showing.venue in place, words)


def _with(host: Showing, others: Sequence[Showing]) -> Showing:
    """The host's announcement, with what the others add to it."""
    if not others:
        return host
    also = [f"{one.title}. {one.description}".strip() for one in others]
    return replace(
        host,
        status=worst(host.status, *(one.status for one in others)),
        also=" ".join((host.also, *also)).strip(),
        categories=tuple(
            dict.fromkeys((*host.categories, *(name for one in others for name in one.categories)))
        ),
        url=host.url or next((one.url for one in others if one.url), ""),
        sources=(*host.sources, *(source for one in others for source in one.sources)),
    )


class _Places:
    """Which venue a place is."""

    def __init__(self, venues: Sequence[Venue]) -> None:
        self._names = [
            (venue.code, frozenset(_words(name)))
            for venue in venues
            for name in (venue.name, *venue.aliases)
        ]

    def of(self, showing: Showing) -> frozenset[str]:
        """The venues where it may be; the words of a place that is none of them."""
        where = _words(_PLACE.split(showing.location)[0])
        if not where:
            return frozenset([showing.venue])
        said = frozenset(where)
        found = {code for code, name in self._names if name and (said <= name or name <= said)}
        if showing.venue in found:
            return frozenset([showing.venue])
        return frozenset(found or {" ".join(where)})

    def words(self, place: frozenset[str]) -> Words:
        """The stems of a venue's names: to share them is to share nothing."""
        names = [" ".join(name) for code, name in self._names if code in place]
        return frozenset(stems(" ".join([*place, *names])))


def _words(text: str) -> list[str]:
    return [word for word in folded(text).split() if word not in _GLUE]
