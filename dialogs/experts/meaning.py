"""A reverse dictionary: from everyday words to the concept that they describe.

« rafistoler un vieux bouquin » shares no word with « reliure »; it shares some with the definition
« réparer un livre abîmé », once both are put in the plainest words (`everyday.txt`). Pure.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from importlib import resources

from dialogs.experts.encoder import Encoder, sentence_encoder
from dialogs.french.concepts import Concept, Thesaurus, thesaurus
from dialogs.french.stemming import lists, stem
from dialogs.french.words import Role, Token, fold, tokens

_LONGEST_PHRASE = 4
_MOST = 8  # concepts that are worth a look
_FRAME_WEIGHT, _LIGHT_WEIGHT = 0.4, 0.6  # of a word that mostly frames a question, or says little
_ONE_DEFINITION, _ALL_TOGETHER = 0.7, 0.3
_ASKS = frozenset(
    [
        "qui", "quelqu'un", "quelqu'une", "quelqun", "personne", "cherche", "cherchons",
        "chercher", "recherche", "besoin", "connait", "connaissez", "sait", "savez", "saurait",
        "peut", "pourrait", "peux", "pouvez", "fait", "faire", "occupe", "occuper", "collegue",
        "collegues", "trouve", "trouver", "faudrait", "aurait", "salut", "bonjour", "merci",
        "svp", "stp", "plait", "veut", "voudrais",
    ]
)  # fmt: skip
Unit = str
_WORD = re.compile(r"[a-z0-9]{2,}")


@dataclass(frozen=True, slots=True)
class Described:
    """A concept that a question seems to describe; `likeness` is 1 for its very definition."""

    concept: Concept
    likeness: float
    coverage: float = 1.0  # of the question's weight, what the concept's texts hold at all
    nearness: float = 0.0  # the likeness, helped by an encoder where there is one: only for order


class Everyday:
    """Words that mean the same in everyday talk, each group told by its first word."""

    def __init__(self, text: str) -> None:
        self._first: dict[tuple[str, ...], Unit] = {}
        for line in text.splitlines():
            if line.strip() and not line.startswith("#"):
                phrases = [_plain(phrase) for phrase in line.split(";")]
                for phrase in phrases:
                    if phrase and phrases[0]:
                        self._first.setdefault(phrase, "+".join(phrases[0]))
        self._starts = {phrase[0] for phrase in self._first}

    def units(self, words: Sequence[tuple[str, float]]) -> dict[Unit, float]:
        """The (stem, weight) pairs of a text as units of meaning, each with its best weight."""
        found: dict[Unit, float] = {}
        place = 0
        while place < len(words):
            length, unit = self._longest(
                [stem for stem, _ in words[place : place + _LONGEST_PHRASE]]
            )
            weight = max(weight for _, weight in words[place : place + length])
            if weight:
                found[unit] = max(weight, found.get(unit, 0.0))
            place += length
        return found

    def _longest(self, stems: list[str]) -> tuple[int, Unit]:
        if stems[0] in self._starts:
            for length in range(len(stems), 0, -1):
                unit = self._first.get(tuple(stems[:length]))
                if unit is not None:
                    return length, unit
        return 1, stems[0]


class Meanings:
    """Every definition and name of the thesaurus, found by the units that they share."""

    def __init__(
        self, known: Thesaurus, everyday: Everyday, *, encoded: Callable[..., Encoder | None]
    ) -> None:
        self._everyday = everyday
        self._concepts = known.concepts()
        self._texts: list[tuple[int, float]] = []  # concept, norm
        self._holding: defaultdict[Unit, list[int]] = defaultdict(list)
        self._together: defaultdict[Unit, set[int]] = defaultdict(set)
        texts = [
            (number, frozenset(self._everyday.units(_written(text))))
            for number, concept in enumerate(self._concepts)
            for text in (*concept.phrases, *concept.definitions)
        ]
        self._weights: dict[Unit, float] = {}
        for number, units in texts:
            for unit in units:
                self._together[unit].add(number)
        for number, units in texts:
            place = len(self._texts)
            norm = math.sqrt(sum(self._weight(unit) ** 2 for unit in units))
            self._texts.append((number, norm))
            for unit in units:
                self._holding[unit].append(place)
        self._encoder = encoded(
            [text for one in self._concepts for text in (*one.phrases, *one.definitions)],
            [number for number, _ in texts],
            concepts=len(self._concepts),
        )

    def described(self, said: Sequence[Token]) -> list[Described]:
        """The concepts that these words describe best, at most eight."""
        units = self._units(said)
        weights = {unit: weight * self._weight(unit) for unit, weight in units.items()}
        norm = math.sqrt(sum(weight**2 for weight in weights.values()))
        if not norm:
            return []
        shared: defaultdict[int, float] = defaultdict(float)
        covered: defaultdict[int, float] = defaultdict(float)
        for unit, weight in weights.items():
            told = weight * self._weight(unit)
            for place in self._holding.get(unit, ()):
                shared[place] += told
            for number in self._together.get(unit, ()):
                covered[number] += weight
        best: dict[int, float] = {}
        for place, product in shared.items():
            number, length = self._texts[place]
            cosine = product / (norm * length)
            if cosine > best.get(number, 0.0):
                best[number] = cosine
        whole = sum(weights.values())
        likeness = {
            number: _ONE_DEFINITION * cosine + _ALL_TOGETHER * covered[number] / whole
            for number, cosine in best.items()
        }
        near = self._nearness(said, likeness)
        return [
            Described(
                self._concepts[number],
                likeness.get(number, 0.0),
                covered.get(number, 0.0) / whole,
                near[number],
            )
            for number in nsmallest(_MOST, near, key=lambda number: (-near[number], number))
        ]

    def _nearness(
        self, said: Sequence[Token], likeness: Mapping[int, float]
    ) -> Mapping[int, float]:
        """The likeness, helped by an encoder where there is one."""
        if self._encoder is None:
            return likeness
        words = " ".join(one.surface for one in said if one.word not in _ASKS)
        told = self._encoder.nearness(words)
        return {
            number: (nearness + likeness.get(number, 0.0)) / 2
            for number, nearness in enumerate(told)
        }

    def _units(self, said: Iterable[Token]) -> dict[Unit, float]:
        # Words that only ask stay in the row, without weight: they part phrases.
        return self._everyday.units(
            [(one.stem, _weight(one)) for one in said if one.role not in {Role.MARK, Role.GRAMMAR}]
        )

    def _weight(self, unit: Unit) -> float:
        """Rare units tell more; one that no definition holds tells as much as the rarest."""
        weight = self._weights.get(unit)
        if weight is None:
            weight = math.log(1 + len(self._concepts) / (len(self._together.get(unit, ())) or 1))
            if unit in self._together:
                self._weights[unit] = weight
        return weight


@cache
def meanings() -> Meanings:
    """The reverse dictionary of the bot, made at its first use."""
    text = resources.files("dialogs.experts").joinpath("everyday.txt").read_text("utf-8")
    return Meanings(thesaurus(), Everyday(text), encoded=sentence_encoder)


def _written(text: str) -> list[tuple[str, float]]:
    """The words of a text of the table, quickly: it is written plainly, and there are thousands."""
    lists_ = lists()
    found = []
    for word in _WORD.findall(fold(text)):
        if word not in lists_["stop"] and word not in _ASKS:
            light = word in lists_["light"] or word in lists_["frame"]
            found.append((stem(word), _LIGHT_WEIGHT if light else 1.0))
    return found


def _weight(token: Token) -> float:
    if token.word in _ASKS:
        return 0.0
    match token.role:
        case Role.MARK | Role.GRAMMAR:
            return 0.0
        case Role.FRAME:
            return _FRAME_WEIGHT
        case Role.LIGHT:
            return _LIGHT_WEIGHT
        case Role.CONTENT:
            return 1.0


def _plain(phrase: str) -> tuple[str, ...]:
    return tuple(
        stem(one.word)
        for one in tokens(phrase)
        if one.role is not Role.MARK and one.role is not Role.GRAMMAR
    )
