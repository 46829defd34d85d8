"""Venues and groups that a sentence names: in full, by another name, or by what they are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.programme.showings import folded
from storage.records import Group, Venue

_ARTICLE = re.compile(r"^(?:le|la|les|l|un|une|du|des|de la) ")
_GROUP_WORDS = re.compile(r"^(?:groupe(?: de travail)?|publics?(?: en situation de)?) ")
_LONGEST_NAME = 8  # words
_SHORT_FORMS = {"cinema": "cine", "mediatheque": "biblio"}


@dataclass(frozen=True, slots=True)
class Named:
    """What was named, and the folded text without those names."""

    codes: tuple[str, ...]
    rest: str


def venues_in(plain: str, venues: Sequence[Venue]) -> Named:
    """Venues named in a folded text; « la médiathèque » names every one of that kind."""
    by_name = [(name, (venue.code,)) for venue in venues for name in _names(venue)]
    by_kind = [(name, codes) for name, codes in _kinds(venues).items() if name]
    return _take(plain, by_name, by_kind)


_KINDS = (
    "cinéma", "médiathèque", "bibliothèque", "ludothèque", "conservatoire", "galerie", "théâtre",
    "musée", "centre d’art", "salle de concert", "maison de quartier", "centre social",
)  # fmt: skip


def kind_said(name: str) -> str:
    """The kind of venue that a name begins with: « Cinéma Le Lumen »; "" when it says none."""
    plain = f"{folded(name)} "
    return next((kind for kind in _KINDS if plain.startswith(f"{folded(kind)} ")), "")


def venues_first(plain: str, venues: Sequence[Venue]) -> Named:
    """Venues named by the first words of a folded text, the longest such name."""
    words = plain.split()
    for length in range(min(len(words), _LONGEST_NAME), 0, -1):
        named = venues_in(" ".join(words[:length]), venues)
        if named.codes and not named.rest:
            return Named(named.codes, " ".join(words[length:]))
    return Named((), plain)


def groups_in(text: str, groups: Iterable[Group]) -> tuple[Group, ...]:
    """The working groups named in a text, the longest names first."""
    known = {group.code: group for group in groups}
    names = [(name, (group.code,)) for group in known.values() for name in _group_names(group)]
    return tuple(known[code] for code in _take(folded(text), names, []).codes)


def group_in(text: str, groups: Iterable[Group]) -> Group | None:
    """The working group named in a text."""
    return next(iter(groups_in(text, groups)), None)


def _take(plain: str, *layers: Sequence[tuple[str, tuple[str, ...]]]) -> Named:
    rest = f" {plain} "
    codes: list[str] = []
    for layer in layers:
        for name, named in sorted(layer, key=lambda pair: -len(pair[0])):
            shape = re.compile(rf" (?:(?:a|au|aux|dans|chez) )?(?:(?:le|la|les|l) )?{name}s? ")
            if shape.search(rest):
                codes += [code for code in named if code not in codes]
                rest = shape.sub(" ", rest)
    return Named(tuple(codes), " ".join(rest.split()))


def _names(venue: Venue) -> set[str]:
    return {re.escape(_ARTICLE.sub("", folded(name))) for name in (venue.name, *venue.aliases)}


def _kinds(venues: Sequence[Venue]) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for venue in venues:
        kind = folded(venue.kind)
        for word in {kind, _SHORT_FORMS.get(kind, kind)}:
            kinds[word] = (*kinds.get(word, ()), venue.code)
    return kinds


def _group_names(group: Group) -> set[str]:
    names = {folded(name) for name in (group.name, group.code, *group.aliases)}
    short = {_GROUP_WORDS.sub("", name) for name in names}
    return {re.escape(name) for name in names | short if name}
