"""Which intents a message speaks for, and how clearly."""

import math
import re
from collections import defaultdict
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
    found: dict[int, Hit] = {}
    for number, phrase in table.cues_index.possible(said, tagged):
        cue = table.cues[number]
        if number not in found and cue.asks in {None, said.asks}:
            sentence = tagged if phrase.is_tagged else said
            match = phrase.search(sentence.line)
            if match:
                found[number] = Hit(cue, sentence, match)
    kept = (hit for hit in found.values() if not _is_silenced(hit.cue, said, tagged))
    return tuple(sorted(kept, key=lambda hit: -hit.cue.weight))


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


def _is_silenced(cue: Cue, said: Sentence, tagged: Sentence) -> bool:
    for veto in cue.unless:
        sentence = tagged if veto.is_tagged else said
        if veto.may_stand(sentence.pieces) and veto.search(sentence.line):
            return True
    return False
