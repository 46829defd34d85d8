"""What a misspelt word may have meant, among words that are really used.

Guarded: valid French is never « corrected » (« hurle » is not « huile »).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.french.phonetic import key
from dialogs.french.words import is_common

_SHORTEST = 4  # letters: below, a slip leaves too little to recognise
_NEAR_SOUND = 0.55
_GLUED = "ldjsnmtcq"  # « denfan », « lecran »: an apostrophe left out


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words to correct towards; `sounds` has their keys in the same order."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]
    known: frozenset[str]

    def correct(self, word: str) -> str:
        """The word of the lexicon that a folded, unknown word most likely stands for, or ""."""
        if len(word) < _SHORTEST or not word.isalpha() or is_common(word):
            return ""
        return self._near(word) or self._unglued(word)

    def split(self, word: str) -> tuple[str, ...]:
        """Two known words written as one, or nothing."""
        for place in range(3, len(word) - 2):
            if word[:place] in self.known and word[place:] in self.known:
                return word[:place], word[place:]
        return ()

    def _near(self, word: str) -> str:
        sound = key(word)
        by_letters = process.extract(
            word, self.words, scorer=OSA.normalized_similarity, limit=5, score_cutoff=0.6
        )
        by_sound = process.extract(
            sound, self.sounds, scorer=OSA.normalized_similarity, limit=5, score_cutoff=0.75
        )
        places = {place for _, _, place in (*by_letters, *by_sound)}
        close = [(self._distance(word, sound, place), self.words[place]) for place in places]
        best = min(close, default=(2.0, ""))
        return best[1] if best[0] <= 1.0 else ""

    def _distance(self, word: str, sound: str, place: int) -> float:
        """At most 1 when the two are close enough to be one word badly spelt."""
        letters = OSA.distance(word, self.words[place])
        if sound == self.sounds[place] and letters <= _allowed(word) + 2:
            return 0.05 * letters
        similar = OSA.normalized_similarity(sound, self.sounds[place])
        if (
            letters <= _allowed(word)
            and similar >= _NEAR_SOUND
            and _same_start(word, self.words[place])
        ):
            return 0.5 + 0.1 * letters + (1 - similar) / 4
        return 2.0

    def _unglued(self, word: str) -> str:
        rest = word[1:]
        if word[0] not in _GLUED or len(rest) < _SHORTEST or rest[0] not in "aeiouyh":
            return ""
        return rest if rest in self.known else self._near(rest)


def lexicon(words: Iterable[str]) -> Lexicon:
    """A lexicon of folded words or stems."""
    usable = tuple(word for word in words if len(word) >= _SHORTEST and word.isalpha())
    return Lexicon(usable, tuple(key(word) for word in usable), frozenset(usable))


def merged(*sources: Iterable[str]) -> tuple[str, ...]:
    """Several vocabularies as one, in order, each word once."""
    return tuple(sorted({word for source in sources for word in source}))


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2  # noqa: PLR2004 - one slip in a short word, two in a long one


def _same_start(word: str, other: str) -> bool:
    return key(word[:2])[:1] == key(other[:2])[:1]
