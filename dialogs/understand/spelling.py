"""What a hurried word stands for: « ki », « jveu », « c », « recapp »."""

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.french.concepts import thesaurus
from dialogs.french.words import is_common
from dialogs.understand.table import Table

_SHORTEST_CORRECTED = 5
# « c'est » and « j'ai » come as two words: the first is no abbreviation then.
_NOT_SHORT_BEFORE = {
    "c": {"est", "etait", "etaient", "a", "en"},
    "t": {"as", "es", "a", "en", "on", "il", "elle", "ils", "elles", "aime", "utiliser"},
}
_VOWELS = frozenset("aeiouyh")


Spell = Callable[[str, str], tuple[str, ...]]


def speller(table: Table) -> Spell:
    """A function that gives the normal words of a word, knowing the one that follows."""
    of_the_field = frozenset(thesaurus().vocabulary())  # « compost » is no slip for « compose »

    @lru_cache(maxsize=20_000)
    def corrected(word: str) -> str:
        if len(word) < _SHORTEST_CORRECTED or word in table.vocabulary or word in table.ordinary:
            return word
        if word.startswith(table.stems) or is_common(word) or word in of_the_field:
            return word
        near = process.extractOne(
            word, table.by_head[word[0]], scorer=OSA.distance, score_cutoff=1
        )
        return near[0] if near else word

    def spell(word: str, following: str) -> tuple[str, ...]:
        meant = table.spellings.get(word)
        if meant is None:
            return (corrected(word),)
        if len(word) == 1 and _is_elided(word, following):
            return (word,)
        return meant

    return spell


def _is_elided(letter: str, following: str) -> bool:
    if letter in "dj":
        return following[:1] in _VOWELS
    return following in _NOT_SHORT_BEFORE.get(letter, ())
