"""The days somebody says they work: ranges, exceptions, additions, and what cannot be kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dialogs.french.calendar import DAYS
from dialogs.french.stemming import lists
from dialogs.french.words import Role, Token, fold, tokens

_WEEK, _WEEKEND = DAYS[:5], DAYS[5:]
_EVERY_DAY = re.compile(
    r"\b(?:tous les jours|toute la semaine|chaque jour|(?:a )?temps plein|(?:a )?plein temps|5 jours sur 5)\b"
)
_ALSO = re.compile(r"\b(?:aussi|egalement|en plus|ajoute\w*|rajoute\w*)\b|^\W*et\b")
_PARTIAL = re.compile(
    r"\b(?:matins?|matinees?|apres[ -]midis?|soirs?|soirees?|sur (?:deux|trois|2|3)|paires?|impaires?|parfois|"
    r"de temps en temps|demi[ -]journees?|par mois|du mois|\d+\s?h)\b"
)
_ABOUT_DAYS = re.compile(
    r"\b(?:travaill\w*|bosse\w*|absente?|presente?|jours?|serai|viens|joignable|dispo\w*|repos|conges?|la|bureau|"
    r"poste)\b"
)
_WITHOUT = frozenset(["sauf", "hormis", "excepte", "pas", "jamais", "absent", "absente", "repos"])  # fmt: skip
_ANEW = frozenset(["je", "j", "mais", "seulement", "uniquement", "que", "qu"])


@dataclass(slots=True)
class _Heard:
    plus: list[str] = field(default_factory=list)
    minus: list[str] = field(default_factory=list)
    minus_first: bool = False


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """What was understood: the days, and whether something finer was said that is not kept."""

    days: tuple[str, ...]
    partial: bool = False


def told(text: str, known: Iterable[str]) -> WorkingDays | None:
    """The days after what is said, starting from those known; None when no day is said."""
    folded, before = fold(text), frozenset(known)
    heard = _heard(text, _Heard(plus=list(_WEEK if _EVERY_DAY.search(folded) else ())))
    if not heard.plus and not heard.minus:
        return None
    changes = heard.minus_first or bool(_ALSO.search(folded))
    wanted = {*(before if changes else ()), *heard.plus} - set(heard.minus)
    partial = bool(_PARTIAL.search(folded))
    return WorkingDays(tuple(day for day in DAYS if day in wanted), partial)


def is_about_days(text: str) -> bool:
    """Whether nothing but days is told: « je travaille le mardi », « mes jours : lundi et jeudi »."""
    folded = fold(text)
    left = [
        token.word
        for token in tokens(text)
        if token.role in {Role.CONTENT, Role.LIGHT}
        and token.word not in lists()["of_working_days"]
    ]
    only_days = all(word.removesuffix("s") in DAYS for word in left)
    return only_days and bool(_ABOUT_DAYS.search(folded) or left)


def _heard(text: str, heard: _Heard) -> _Heard:
    without = False
    read = [token for token in tokens(text) if token.role is not Role.MARK]
    for place in range(len(read)):
        without = _mode(read, place, without=without)
        days = _days_at(read, place)
        if days and without:
            heard.minus_first = heard.minus_first or not heard.plus
            heard.minus += days
        elif days:
            heard.plus += days
    return heard


def _mode(read: Sequence[Token], place: int, *, without: bool) -> bool:
    """Whether the days that follow are taken away."""
    word = read[place].word
    before = {token.word for token in read[max(0, place - 4) : place]}
    if word in _WITHOUT or (word == "plus" and before & {"ne", "n", "suis", "travaille", "mais"}):
        return True
    if word == "que" and before & {"ne", "n"}:
        return False
    return False if word in _ANEW else without


def _days_at(read: Sequence[Token], place: int) -> list[str]:
    """The day that stands here, with those up to it when it ends a range."""
    last = _day(read[place])
    if last is None:
        following = read[place + 1].word if place + 1 < len(read) else ""
        weekend = (read[place].word, following) == ("week", "end") or read[place].word == "weekend"
        return list(_WEEKEND) if weekend else []
    if place > 1 and read[place - 1].word in {"au", "a"}:
        first = _day(read[place - 2])
        if first is not None:
            return list(_between(first, last))
    return [DAYS[last]]


def _day(token: Token) -> int | None:
    word = token.word.removesuffix("s")
    return DAYS.index(word) if word in DAYS else None


def _between(first: int, last: int) -> Iterator[str]:
    length = (last - first) % len(DAYS)
    return (DAYS[(first + step) % len(DAYS)] for step in range(length + 1))
