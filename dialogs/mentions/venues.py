"""Which venues are named: by their names, aliases, kinds (« la médiathèque ») or short names."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.mentions.common_words import COMMON_WORDS
from dialogs.mentions.names import Form, Names, Span, name_words, tokens
from dialogs.remembered import Remembered
from storage.records import Venue

# Words that say what sort of place a venue is; alone, each means every venue of its sort.
KINDS = frozenset(
    [
        "mediatheque",
        "bibliotheque",
        "ludotheque",
        "conservatoire",
        "cinema",
        "galerie",
        "theatre",
        "musee",
        "direction",
        "mission",
        "auditorium",
        "archives",
        "centre",
        "maison",
        "salle",
        "espace",
        "ecole",
        "fabrique",
        "atelier",
        "studio",
        "smac",
        "manufacture",
        "kiosque",
        "hangar",
    ]
)
_SORTS = KINDS - {"centre", "maison", "salle", "espace", "ecole", "atelier", "studio", "archives"}
_ALSO_SAID = {"cine": "cinema", "bibliotheque": "mediatheque", "conserv": "conservatoire"}
_ARTICLES = frozenset(
    ["le", "la", "les", "l", "du", "de", "des", "d", "a", "au", "aux", "en", "et"]
)
_CALLS = ("le", "la", "les", "du", "des", "au", "aux", "l")


@dataclass(frozen=True, slots=True)
class VenueMention:
    """A venue that may be meant; those of one sort share a span. `exact` = by name or alias."""

    venue: Venue
    span: Span
    exact: bool


def find_venues(text: str, venues: tuple[Venue, ...]) -> tuple[VenueMention, ...]:
    """Every venue that may be named, in reading order."""
    said = tokens(text)
    found = []
    for one in _index(venues).find(said):
        span = said[one.first].start, said[one.last - 1].end
        meant = {form.meant[0].code: form.meant for form in one.forms}
        found += [VenueMention(venue, span, exact=exact) for venue, exact in meant.values()]
    return tuple(found)


def _make_index(venues: tuple[Venue, ...]) -> Names[tuple[Venue, bool]]:
    return Names(form for venue in venues for form in _forms(venue))


_index = Remembered(_make_index)


def _forms(venue: Venue) -> Iterator[Form[tuple[Venue, bool]]]:
    whole, *_ = venue.name.partition("(")
    for name in (venue.name, whole, *venue.aliases):
        words = name_words(name)
        yield Form(words, (venue, True), shy=len(words) == 1 and words[0] in COMMON_WORDS)
        yield from _short_forms(venue, words)
    for sort in _sorts(venue):
        yield Form((sort,), (venue, False))
        yield Form((f"{sort}s",), (venue, False))


def _short_forms(venue: Venue, words: tuple[str, ...]) -> Iterator[Form[tuple[Venue, bool]]]:
    """« Médiathèque du Port » is also « le Port », « au Port »; « Le Ressort », « au Ressort »."""
    core = words[1:] if words[:1] and words[0] in KINDS else words
    while core and core[0] in _ARTICLES | {"municipal", "municipale"}:
        core = core[1:]
    if not core or core == words or core[0] in KINDS:
        return
    shy = core[-1] in COMMON_WORDS
    for call in _CALLS:
        yield Form((call, *core), (venue, True), shy=shy)
    yield Form(core, (venue, True), shy=len(core) == 1)


def _sorts(venue: Venue) -> Iterator[str]:
    said = {*name_words(venue.name), *name_words(venue.kind)}
    sorts = {word.rstrip("s") if word != "archives" else word for word in said} & _SORTS
    yield from sorts
    yield from (short for short, meant in _ALSO_SAID.items() if meant in sorts)
