"""Which working groups are named: « groupe handicap », « GT DD », or the whole name."""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.mentions.names import Form, Names, Span, Token, name_words, tokens
from dialogs.remembered import Remembered
from storage.records import Group

_CALLS = frozenset(["groupe", "groupes", "gt", "canal", "equipe", "chaine"])
_SMALL = frozenset(
    [
        "de",
        "du",
        "des",
        "d",
        "l",
        "la",
        "le",
        "les",
        "en",
        "et",
        "au",
        "aux",
        "sur",
        "travail",
        "transversal",
        "suit",
    ]
)
_AT_MOST = 7  # words of a name after « le groupe »
_ENDING = 4  # letters that a word may lack at its end: « handicapé », « ado » for « adolescents »


@dataclass(frozen=True, slots=True)
class GroupMention:
    """A group that may be meant. `exact` = by its whole name, code or an alias."""

    group: Group
    span: Span
    exact: bool


@dataclass(frozen=True, slots=True)
class _Index:
    names: Names[Group]
    keys: tuple[tuple[Group, frozenset[str], frozenset[str]], ...]  # words of a name, initials


def find_groups(text: str, groups: tuple[Group, ...]) -> tuple[GroupMention, ...]:
    """Every group that may be named, in reading order."""
    said = tokens(text)
    index = _index(groups)
    called = [mention for place in range(len(said)) for mention in _called(said, place, index)]
    spans = [mention.span for mention in called]
    whole = []
    for one in index.names.find(said):
        span = said[one.first].start, said[one.last - 1].end
        if not any(start < span[1] and span[0] < end for start, end in spans):
            meant = {form.meant.code: form.meant for form in one.forms}
            whole += [GroupMention(group, span, exact=True) for group in meant.values()]
    return tuple(sorted([*called, *whole], key=lambda mention: mention.span))


def _make_index(groups: tuple[Group, ...]) -> _Index:
    return _Index(
        Names(form for group in groups for form in _forms(group)),
        tuple((group, _words(group), _initials(group)) for group in groups),
    )


_index = Remembered(_make_index)


def _forms(group: Group) -> Iterator[Form[Group]]:
    """Whole names of one word (« Communication ») are too common without « le groupe »."""
    for name in (group.name, *group.aliases):
        words = name_words(name)
        if len(words) > 1:
            yield Form(words, group)


def _words(group: Group) -> frozenset[str]:
    said = (word for name in (group.name, group.code, *group.aliases) for word in name_words(name))
    return frozenset(word for word in said if word not in _SMALL)


def _initials(group: Group) -> frozenset[str]:
    named = [name_words(name) for name in (group.name, *group.aliases)]
    letters = {"".join(word[0] for word in words if word not in _SMALL) for words in named}
    return frozenset({*letters, *(word for words in named for word in words if len(words) == 1)})


def _called(said: tuple[Token, ...], place: int, index: _Index) -> Iterator[GroupMention]:
    """The groups whose name shares most words with what follows « le groupe »."""
    if said[place].norm not in _CALLS:
        return
    after = said[place + 1 : place + 1 + _AT_MOST]
    best, last, meant = 0, place, []
    for group, words, initials in index.keys:
        count, end = _shared(after, words, initials)
        if count > best:
            best, last, meant = count, place + end, [group]
        elif count == best and count:
            meant.append(group)
    for group in meant:
        yield GroupMention(group, (said[place].start, said[last].end), exact=len(meant) == 1)


def _shared(
    after: tuple[Token, ...], words: frozenset[str], initials: frozenset[str]
) -> tuple[int, int]:
    """How many of the next words are of a name, and where the last of them stands."""
    count, end = 0, 0
    for place, token in enumerate(after, start=1):
        if any(_alike(token.norm, word) for word in words) or token.norm in initials:
            count, end = count + 1, place
        elif token.norm not in _SMALL:
            break
    return count, end


def _alike(said: str, word: str) -> bool:
    short, long = sorted((said, word), key=len)
    return short == long or (
        len(short) > 2  # noqa: PLR2004 - « ado », « com »
        and long.startswith(short)
        and (len(long) - len(short) <= _ENDING or word.startswith(said))
    )
