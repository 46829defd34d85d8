"""Cuts a message into clauses and gives each to the actions that it speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.french.words import fold, stems
from dialogs.mentions.action_numbers import in_figures
from dialogs.mentions.actions import ActionMention, find_actions
from storage.records import Action

_CUT = re.compile(
    r"(?<=[.!?;\n])\s+|\n+|;\s*|(?<!\d),\s+|,\s+(?=\D)"
    r"|\s+(?:et|mais|par contre|en revanche|sinon|puis|quant à|côté|cote)\s+"
    r"(?=(?:l[ae']|les|a\d|pour|on|que|je|ça|c'|c’|y|[A-ZÉÀ#]|\d))",
)
_NUMBERS = re.compile(
    r"\b(a?\d{1,3})\s*(?:,|et)\s*(?=(?:l[ae]s?\s+)?(?:a?\d{1,3})\b(?!\s*(?:%|/|h)))", re.IGNORECASE
)
_LABEL = re.compile(r"\W*(?:pour\s+)?(?:l[ae]s?\s+|l')?(?P<label>[^:,.]{2,40}?)\s*:(?!//)")
_BARE = re.compile(r"[\s,;:#]*(?:(?:et|l[ae]s?|actions?|a|n°|pour)?\s*\d{1,4}[\s,]*)+")


@dataclass(frozen=True, slots=True)
class Part:
    """What a message says of the actions that `mentions` names; none = of no action by name."""

    text: str
    mentions: tuple[ActionMention, ...]


def parts(text: str, register: Sequence[Action]) -> tuple[Part, ...]:
    """The message by action. What precedes the first mention, or follows one, goes with it."""
    found: list[Part] = []
    waiting: list[str] = []
    for clause in _clauses(text):
        mentions = find_actions(clause, register)
        if not mentions or (found and _is_aside(found[-1], clause, mentions)):
            _append(found, waiting, clause)
            continue
        if found and _continues(found[-1], mentions):
            found[-1] = Part(f"{found[-1].text}, {clause}", _merged(found[-1], mentions))
            continue
        found.append(Part(", ".join([*waiting, clause]), mentions))
        waiting = []
    return tuple(found) or (Part(text, find_actions(text, register)),)


def is_label(text: str, mention: ActionMention) -> bool:
    """« Bal : on annule »: the words of the title stand in front as what is spoken of."""
    found = _LABEL.match(fold(text))
    return found is not None and bool(mention.words & set(stems(found["label"])))


def _is_aside(before: Part, clause: str, mentions: tuple[ActionMention, ...]) -> bool:
    """A single word of another title in the middle of news of something else."""
    best = mentions[0]
    return best.is_weak and not is_label(clause, best) and not _continues(before, mentions)


def _clauses(text: str) -> list[str]:
    # « A10 et A16 » stays together: what follows is said of both.
    joined = _NUMBERS.sub(r"\1 & ", in_figures(text))
    return [clause.strip() for clause in _CUT.split(joined) if clause and clause.strip()]


def _append(found: list[Part], waiting: list[str], clause: str) -> None:
    if found:
        found[-1] = Part(f"{found[-1].text}, {clause}", found[-1].mentions)
    else:
        waiting.append(clause)


def _continues(before: Part, mentions: tuple[ActionMention, ...]) -> bool:
    """« 12 et 13 faites »: bare numbers wait for what is said of them; a title told on is one."""
    if _BARE.fullmatch(before.text):
        return True
    best = {mention.number for mention in before.mentions[:1]}
    return mentions[0].by == "title" and mentions[0].number in best


def _merged(before: Part, mentions: tuple[ActionMention, ...]) -> tuple[ActionMention, ...]:
    if mentions[0].by == "title":
        return before.mentions if len(before.mentions) <= len(mentions) else mentions
    return (*before.mentions, *mentions)
