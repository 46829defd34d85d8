"""Which actions of the register a text names: by number (« la 12 ») or words of a title."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from dialogs.french.stemming import stem
from dialogs.french.words import Token, analyse, is_common
from dialogs.mentions.action_numbers import numbers_named
from storage.records import Action

_KNOWN_REGISTERS = 4  # one town has one; trials give others
_ENOUGH = 0.55  # of the weight of a word that stands in one title only
_CLOSE = 0.75  # a title this near to the best is another reading
_MOST = 0.6
_CLOSED = 0.7  # what is ended is named less often

_SHORTEST = 3
_SHORTEST_MISSPELT = 6
_ALIKE = 84

# Words with which one speaks of any action: they name none.
_NOISE = frozenset(
    stem(word) for word in ("action", "projet", "plan", "axe", "pilote", "echeance")
)
# These name one only together: « le tableau de suivi », not « le tableau ».
_GENERIC = frozenset(
    stem(word)
    for word in ("tableau", "suivi", "groupe", "outil", "travail", "equipement", "direction")
)
_SAYS_WHICH = 2
# « le logo est prêt » speaks of no loan, « c'est lancé » of no launch.
_PREDICATE = re.compile(
    r"\b(?:est|sont|sera|seront|étai(?:t|ent))\s+(?:(?:presque|bientôt|enfin|déjà|pas|toujours|bien|tous|toutes)\s+)*"
    r"(?:pr[eê]t|lanc[eé]|cré[eé]|ouvert|form[eé]|organis[eé]|propos[eé]|mis|fait|réuni|défini)(?:e|s|es)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ActionMention:
    """An action that a text names. `score` is 1 for a number; titles compare with each other."""

    number: int
    score: float
    span: tuple[int, int]
    by: Literal["number", "title"]
    words: frozenset[str] = frozenset()  # the stems of the title that the text holds
    whole: float = 1.0  # the share of the title's weight that they make

    @property
    def is_weak(self) -> bool:
        """One word of a longer title: it may stand in the text for something else."""
        return self.by == "title" and len(self.words) == 1 and self.whole < _MOST


def find_actions(text: str, register: Sequence[Action]) -> tuple[ActionMention, ...]:
    """Numbers first, even those the register lacks; else the titles that fit, best first."""
    numbered = _numbers(text)
    return numbered or _titles(text, tuple(register))


def is_clear(mentions: Sequence[ActionMention]) -> bool:
    """Whether there is one reading: numbers are, and a title well ahead of the others."""
    if not mentions:
        return False
    if mentions[0].by == "number" or len(mentions) == 1:
        return True
    best, second = mentions[0], mentions[1]
    if second.words >= best.words and best.whole < _MOST:
        return False
    return second.score < _CLOSE * best.score


def near(mentions: Sequence[ActionMention]) -> tuple[int, ...]:
    """The numbers of the readings that are as good as the best."""
    if not mentions:
        return ()
    best = mentions[0]
    return tuple(
        one.number
        for one in mentions
        if one.score >= _CLOSE * best.score or one.words >= best.words
    )


def nearest(text: str, register: Sequence[Action]) -> tuple[Action, ...]:
    """The open actions whose titles share a word with a name that none of them has."""
    index = _index(tuple(action.title for action in register))
    said = _in_titles(text, index)
    ranked = sorted(
        (
            (-sum(index.weights[word] for word in said & title - _GENERIC), action.number, action)
            for action, title in zip(register, index.titles, strict=True)
            if action.is_open and said & title - _GENERIC
        ),
        key=lambda one: one[:2],
    )
    return tuple(action for _, _, action in ranked)


def _numbers(text: str) -> tuple[ActionMention, ...]:
    whole = (0, len(text))
    return tuple(ActionMention(number, 1.0, whole, "number") for number in numbers_named(text))


@dataclass(frozen=True, slots=True)
class _Index:
    """The titles' words and how telling each is in this register."""

    titles: tuple[frozenset[str], ...]
    weights: dict[str, float]
    top: float


@lru_cache(maxsize=_KNOWN_REGISTERS)
def _index(titles: tuple[str, ...]) -> _Index:
    words = tuple(frozenset(_stems(title)) for title in titles)
    counts = Counter(word for title in words for word in title)
    total = max(len(titles), 1)
    weights = {word: math.log(1 + total / count) for word, count in counts.items()}
    return _Index(words, weights, math.log(1 + total))


def _titles(text: str, register: tuple[Action, ...]) -> tuple[ActionMention, ...]:
    index = _index(tuple(action.title for action in register))
    said = _in_titles(text, index)
    found = []
    for action, title in zip(register, index.titles, strict=True):
        shared = said & title
        weight = sum(index.weights[word] for word in shared)
        if weight < _ENOUGH * index.top or not _names(shared):
            continue
        # Of two titles that share as much, the one that is told more wholly is meant.
        whole = weight / sum(index.weights[word] for word in title)
        score = weight * (0.8 + 0.4 * whole) * (1.0 if action.is_open else _CLOSED)
        span = (0, len(text))
        found.append(ActionMention(action.number, score, span, "title", shared, whole))
    return tuple(sorted(found, key=lambda mention: (-mention.score, mention.number)))


def _names(shared: frozenset[str]) -> bool:
    return bool(shared - _GENERIC) or len(shared) >= _SAYS_WHICH


def _in_titles(text: str, index: _Index) -> frozenset[str]:
    """The words of the titles that are said, clipped (« dej ») or misspelt ones put right."""
    said = set()
    for token in _telling(_PREDICATE.sub(" ", text)):
        plural = f"{token.word}s"
        if token.stem in index.weights:
            said.add(token.stem)
        elif plural in index.weights:  # « logo », « logos »
            said.add(plural)
        elif len(token.stem) >= _SHORTEST and not is_common(token.word):
            said.update(_meant(token, index))
    return frozenset(said)


def _meant(token: Token, index: _Index) -> list[str]:
    # The word as it is said, not its stem: « vise » is no clipped « visibilité ».
    clipped = [word for word in index.weights if word.startswith(token.word)]
    if len(clipped) == 1 and len(clipped[0]) >= len(token.word) + 2:
        return clipped
    if len(token.stem) < _SHORTEST_MISSPELT:
        return []
    best = process.extractOne(
        token.stem, index.weights.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return [best[0]] if best else []


def _telling(text: str) -> list[Token]:
    return [token for token in analyse(text) if token.stem not in _NOISE]


def _stems(text: str) -> list[str]:
    return [token.stem for token in _telling(text)]
