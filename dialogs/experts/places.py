"""The days and the venue that a question about people mentions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dialogs.french.stemming import stem
from dialogs.french.words import Role, Token, stems
from dialogs.remembered import Remembered
from storage.records import Venue

WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_RELATIVE = {"aujourd'hui": 0, "demain": 1}
_LOCATIVE = frozenset(
    [
        "a",
        "au",
        "aux",
        "du",
        "de",
        "des",
        "d",
        "dans",
        "chez",
        "en",
        "vers",
        "cote",
        "sur",
        "l",
        "la",
    ]
)
_ARTICLES = frozenset(["le", "la", "l", "les"])
FACILITIES = (
    "mediatheque",
    "bibliotheque",
    "conservatoire",
    "cinema",
    "galerie",
    "theatre",
    "musee",
    "ludotheque",
    "artotheque",
    "auditorium",
)
_FACILITIES = frozenset(stem(word) for word in FACILITIES)
# A service of offices: only its full name names it (« le budget de la direction » does not).
_OFFICES = frozenset(stem(word) for word in ["direction", "mission", "service", "pole"])
_ARTS = frozenset(["theatre", "cinema"])
_DOES = frozenset(["fait", "font", "faire", "fasse", "joue", "jouer", "pratique", "enseigne"])
Span = tuple[int, int]


def days(
    read: Sequence[Token], today: date
) -> tuple[tuple[frozenset[str], ...], frozenset[str], frozenset[int]]:
    """Groups of days of which one is wanted, days not wanted, and the places of their words."""
    wanted: list[frozenset[str]] = []
    unwanted: set[str] = set()
    places: set[int] = set()
    for place in range(len(read)):
        named = _named_days(read, place, today)
        if not named:
            continue
        places.add(place)
        before = [each.word for each in read[max(0, place - 2) : place]]
        if {"pas", "sauf"} & set(before):
            unwanted |= named
        elif wanted and before[-1:] == ["ou"]:
            wanted[-1] |= named
        else:
            wanted.append(named)
    return tuple(dict.fromkeys(wanted)), frozenset(unwanted), frozenset(places)


def venues(
    read: Sequence[Token], known: tuple[Venue, ...], *, bare: bool
) -> tuple[frozenset[str], frozenset[int]]:
    """Codes of the venues mentioned, and the places of their words.

    With `bare`, a facility needs no « à » or « du » before it: « qui dirige le cinéma ? ».
    """
    words = _words(read, leading=_LOCATIVE | _ARTICLES if bare else _LOCATIVE)
    found = [
        (len(places), venue.code, places)
        for venue in _called_all(known)
        for places in _mentions(words, venue)
    ]
    longest = max((length for length, _, _ in found), default=0)
    best = [(code, places) for length, code, places in found if length == longest]
    return frozenset(code for code, _ in best), frozenset().union(*(each for _, each in best))


def _named_days(read: Sequence[Token], place: int, today: date) -> frozenset[str]:
    word = read[place].word.removesuffix("s")
    if word in WEEK:
        return frozenset({word})
    if word in _RELATIVE:
        return frozenset({WEEK[(today + timedelta(days=_RELATIVE[word])).weekday()]})
    following = read[place + 1].word if place + 1 < len(read) else ""
    if (word == "week" and following == "end") or word in {"weekend", "we"}:
        return frozenset(WEEK[5:])
    return frozenset()


@dataclass(frozen=True, slots=True)
class _Called:
    """How a venue is called, in stems."""

    code: str
    names: tuple[tuple[str, ...], ...]  # under which it cannot be mistaken
    heads: frozenset[str]  # « la galerie »
    tail: str  # « au Luxy »


def _calls(known: tuple[Venue, ...]) -> tuple[_Called, ...]:
    return tuple(_called(venue) for venue in known)


_called_all = Remembered(_calls)


def _called(venue: Venue) -> _Called:
    said = [stems(name) for name in (venue.name, *venue.aliases)]
    name = said[0]
    return _Called(
        code=venue.code,
        names=tuple(each for each in said if each and not _is_mistakable(each)),
        heads=frozenset({*name[:1], *stems(venue.kind)[:1], stem(venue.code)} & _FACILITIES),
        tail=name[-1] if len(name) > 1 and name[0] in _FACILITIES else "",
    )


def _is_mistakable(name: tuple[str, ...]) -> bool:
    return len(name) == 1 and (name[0] in _FACILITIES or name[0] in _OFFICES)


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that may belong to a name; `led` by « à », « du » and the like."""

    place: int
    stem: str
    led: bool
    capital: bool


def _words(read: Sequence[Token], *, leading: frozenset[str]) -> list[_Word]:
    return [
        _Word(
            place,
            token.stem,
            led=place > 0 and read[place - 1].word in leading and not _is_an_art(read, place),
            capital=token.surface[:1].isupper(),
        )
        for place, token in enumerate(read)
        if token.role in {Role.CONTENT, Role.LIGHT}
    ]


def _is_an_art(read: Sequence[Token], place: int) -> bool:
    """« faire du théâtre », « en cinéma »: the discipline rather than the house."""
    if read[place].word not in _ARTS:
        return False
    before = [token.word for token in read[max(0, place - 2) : place]]
    return before[-1:] == ["en"] or (before[-1:] == ["du"] and before[0] in _DOES)


def _mentions(words: Sequence[_Word], venue: _Called) -> Iterator[frozenset[int]]:
    for start, word in enumerate(words):
        for name in venue.names:
            if name[0] == word.stem:
                run = words[start : start + len(name)]
                if tuple(each.stem for each in run) == name:
                    yield frozenset(each.place for each in run)
        if word.led and (word.stem in venue.heads or (word.capital and word.stem == venue.tail)):
            yield frozenset({word.place})
