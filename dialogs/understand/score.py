"""Which intents a message speaks for, and how clearly."""

import math
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from dialogs.scene import IntentName
from dialogs.understand.sentence import Sentence
from dialogs.understand.table import Cue, Table

ANSWERS = frozenset({IntentName.CONFIRM, IntentName.CANCEL, IntentName.CHOICE})
CERTAIN = 3.0  # the score of an intent that is certain: as much as a heavy cue of an answer
_LEAST = 1e-4  # likelier than never
_SURE, _SETTLES = 0.5, 0.7
_MORE_CUES = 0.3  # what each further cue of an intent adds, of its weight


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that matched, with the sentence (plain or tagged) and the match."""

    cue: Cue
    sentence: Sentence
    match: re.Match[str]


def hits(
    said: Sentence, tagged: Sentence, table: Table, *, of: Container[IntentName]
) -> tuple[Hit, ...]:
    """Every cue of these intents that speaks, the heaviest first."""
    found: dict[int, Hit] = {}
    for number, phrase in table.cues_index.possible(said, tagged):
        cue = table.cues[number]
        if number not in found and cue.intent in of and cue.asks in {None, said.asks}:
            sentence = tagged if phrase.is_tagged else said
            match = phrase.search(sentence.line)
            if match:
                found[number] = Hit(cue, sentence, match)
    kept = (hit for hit in found.values() if not _is_silenced(hit.cue, said, tagged))
    return tuple(sorted(kept, key=lambda hit: -hit.cue.weight))


def scored(likely: Mapping[IntentName, float], found: Iterable[Hit]) -> dict[IntentName, float]:
    """What speaks for each intent, as logarithms of odds.

    The intents come from what was learnt; short answers (« oui », « laisse tomber », « la 2 ») have
    a meaning only in an open talk, and come from the tables.
    """
    told = _told(found)
    scores = {name: CERTAIN + math.log(max(odds, _LEAST)) for name, odds in likely.items()}
    between = hesitation(likely)
    if between:
        # Where the sentences hesitate, the tables may settle it.
        said = max(between, key=lambda name: told.get(name, 0.0))
        scores[said] += _SETTLES if said in told else 0.0
    return scores | {name: told[name] for name in ANSWERS if name in told}


def hesitation(likely: Mapping[IntentName, float]) -> tuple[IntentName, ...]:
    """The two likeliest intents when neither is sure, likeliest first; nothing when one is."""
    first, second = sorted(likely, key=lambda name: -likely[name])[:2]
    return (first, second) if likely[first] < _SURE else ()


def _told(found: Iterable[Hit]) -> dict[IntentName, float]:
    """What the tables say for each intent that they speak for."""
    weights: defaultdict[IntentName, list[float]] = defaultdict(list)
    for hit in found:
        weights[hit.cue.intent].append(hit.cue.weight)
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
    return round(1 / sum(math.exp(score - best) for _, score in scores), 3)


def _is_silenced(cue: Cue, said: Sentence, tagged: Sentence) -> bool:
    for veto in cue.unless:
        sentence = tagged if veto.is_tagged else said
        if veto.may_stand(sentence.pieces) and veto.search(sentence.line):
            return True
    return False
