"""Which intents a message speaks for, and how clearly."""

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.scene import IntentName
from dialogs.understand.sentence import Sentence
from dialogs.understand.table import Cue, Table

_MORE_CUES = 0.3  # what each further cue of an intent adds, of its weight
_NOTHING_FITS = 1.0  # what speaks for « none of our business » before anything is said
_SHARPNESS = 1.1


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that matched, with the sentence (plain or tagged) and the match."""

    cue: Cue
    sentence: Sentence
    match: re.Match[str]


def hits(said: Sentence, tagged: Sentence, table: Table) -> tuple[Hit, ...]:
    """Every cue that speaks, the heaviest first."""
    found = [hit for cue in table.cues if (hit := _hit(cue, said, tagged)) is not None]
    return tuple(sorted(found, key=lambda hit: -hit.cue.weight))


def scored(found: tuple[Hit, ...]) -> dict[IntentName, float]:
    """What speaks for each intent; never empty."""
    weights: defaultdict[IntentName, list[float]] = defaultdict(list)
    for hit in found:
        weights[hit.cue.intent].append(hit.cue.weight)
    weights[IntentName.OUT_OF_SCOPE].append(_NOTHING_FITS)
    return {
        name: max(given) + _MORE_CUES * (sum(given) - max(given))
        for name, given in weights.items()
    }


def ranked(scores: dict[IntentName, float]) -> list[tuple[IntentName, float]]:
    """The intents with their scores, the best first."""
    return sorted(scores.items(), key=lambda each: -each[1])


def confidence(scores: list[tuple[IntentName, float]]) -> float:
    """How sure the first intent is, in [0, 1], against the others."""
    best = scores[0][1]
    rest = sum(math.exp(_SHARPNESS * (score - best)) for _, score in scores)
    return round(min(1 / rest, 1 - math.exp(-best)), 3)


def _hit(cue: Cue, said: Sentence, tagged: Sentence) -> Hit | None:
    if cue.asks is not None and cue.asks != said.asks:
        return None
    for pattern, sentence in _tries(cue, said, tagged):
        if match := pattern.search(sentence.line):
            break
    else:
        return None
    silenced = any(
        veto.search(tagged.line if "@" in veto.pattern else said.line) for veto in cue.unless
    )
    return None if silenced else Hit(cue, sentence, match)


def _tries(
    cue: Cue, said: Sentence, tagged: Sentence
) -> Iterator[tuple[re.Pattern[str], Sentence]]:
    yield from ((pattern, said) for pattern in cue.plain)
    yield from ((pattern, tagged) for pattern in cue.tagged)
