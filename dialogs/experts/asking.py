"""Which words of a message ask, and which only tell why: « … pour lire un registre de 1712 »."""

from collections.abc import Iterable, Sequence

from dialogs.french.words import Role, Token

_ASKS = frozenset(
    ["qui", "quelqu'un", "quelqu'une", "cherche", "cherchons", "recherche", "besoin", "faut", "personne", "manque",
     "quel", "quelle", "quels", "quelles", "connaissez", "connais", "lequel", "laquelle", "collegue"]
)  # fmt: skip
_ENDS = frozenset(".?!;\n")
# « dans le département », « dans l'équipe »: here, which says nothing.
_HERE = frozenset(
    [
        "departement",
        "direction",
        "service",
        "ville",
        "equipe",
        "mairie",
        "commune",
        "maison",
        "reseau",
    ]
)
_SUBJECTS = frozenset(
    [
        "qui",
        "il",
        "elle",
        "on",
        "je",
        "j",
        "ils",
        "elles",
        "nous",
        "vous",
        "ceux",
        "celles",
        "se",
        "s",
    ]
)
_MODALS = frozenset(["peut", "peuvent", "pourrait", "sait", "savent", "saurait", "puisse"])


def context(read: Sequence[Token], telling: Iterable[int]) -> frozenset[int]:
    """The places of the words that only surround the question, given those that say something."""
    said = frozenset(telling)
    here = {
        place for place, token in enumerate(read) if token.word in _HERE and _is_led(read, place)
    }
    sentences = list(_sentences(read))
    asking = [one for one in sentences if _asks(read, one) and said & set(one)]
    if not asking:
        return frozenset(here)
    aside = here | {place for one in sentences if one not in asking for place in one}
    for one in asking:
        aside |= _purpose(read, one, said)
    return frozenset(aside)


def is_verb(read: Sequence[Token], place: int) -> bool:
    """Whether a word stands where the verb of a clause does: « qui touche », « il me semble »."""
    before = [token.word for token in read[max(0, place - 2) : place]]
    return bool(before) and before[-1] in _SUBJECTS | _MODALS


def _is_led(read: Sequence[Token], place: int) -> bool:
    return "dans" in {token.word for token in read[max(0, place - 2) : place]}


def _sentences(read: Sequence[Token]) -> Iterable[range]:
    start = 0
    for place, token in enumerate(read):
        if token.role is Role.MARK and token.word in _ENDS:
            yield range(start, place)
            start = place + 1
    yield range(start, len(read))


def _asks(read: Sequence[Token], places: range) -> bool:
    return any(read[place].word in _ASKS and not _is_relative(read, place) for place in places)


def _is_relative(read: Sequence[Token], place: int) -> bool:
    """« un élève qui déménage » asks nothing."""
    return (
        read[place].word == "qui"
        and place > 0
        and read[place - 1].role in {Role.CONTENT, Role.LIGHT}
    )


def _purpose(read: Sequence[Token], places: range, said: frozenset[int]) -> set[int]:
    """What follows « pour », when something was asked before it."""
    first_asked = next((place for place in places if read[place].word in _ASKS), places.start)
    for place in places:
        before = said & set(range(first_asked, place))
        if read[place].word == "pour" and before:
            return {after for after in places if after > place}
    return set()
