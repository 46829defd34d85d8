"""What a misspelt word may have meant, among words that are really used.

Guarded: valid French is never « corrected » (« hurle » is not « huile »).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from dialogs.french.phonetic import key
from dialogs.french.words import is_common

_SHORTEST = 4  # letters: below, a slip leaves too little to recognise
_NEAR_SOUND = 0.55
_GLUED = "ldjsnmtcq"  # « denfan », « lecran »: an apostrophe left out


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Words that begin with one sound, and their keys in the same order."""

    words: tuple[str, ...]
    sounds: tuple[str, ...]


_EMPTY = _Shelf((), ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words to correct towards, by their first sound: no slip that is mended here changes it."""

    shelves: Mapping[str, _Shelf]
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
        shelf = self.shelves.get(sound[:1], _EMPTY)
        by_letters = process.extract(
            word, shelf.words, scorer=OSA.normalized_similarity, limit=5, score_cutoff=0.6
        )
        by_sound = process.extract(
            sound, shelf.sounds, scorer=OSA.normalized_similarity, limit=5, score_cutoff=0.75
        )
        places = {place for _, _, place in (*by_letters, *by_sound)}
        close = [(_distance(word, sound, shelf, place), shelf.words[place]) for place in places]
        best = min(close, default=(2.0, ""))
        return best[1] if best[0] <= 1.0 else ""

    def _unglued(self, word: str) -> str:
        rest = word[1:]
        if word[0] not in _GLUED or len(rest) < _SHORTEST or rest[0] not in "aeiouyh":
            return ""
        return rest if rest in self.known else self._near(rest)


def lexicon(words: Iterable[str]) -> Lexicon:
    """A lexicon of folded words or stems."""
    usable = {
        word: key(word) for word in sorted(words) if len(word) >= _SHORTEST and word.isalpha()
    }
    shelves: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for word, sound in usable.items():
        shelves[sound[:1]].append((word, sound))
    return Lexicon(
        {
            start: _Shelf(tuple(word for word, _ in pairs), tuple(sound for _, sound in pairs))
            for start, pairs in shelves.items()
        },
        frozenset(usable),
    )


def merged(*sources: Iterable[str]) -> tuple[str, ...]:
    """Several vocabularies as one, in order, each word once."""
    return tuple(sorted({word for source in sources for word in source}))


def _distance(word: str, sound: str, shelf: _Shelf, place: int) -> float:
    """At most 1 when the two are close enough to be one word badly spelt."""
    letters = OSA.distance(word, shelf.words[place])
    if sound == shelf.sounds[place] and letters <= _allowed(word) + 2:
        return 0.05 * letters
    similar = OSA.normalized_similarity(sound, shelf.sounds[place])
    if (
        letters <= _allowed(word)
        and similar >= _NEAR_SOUND
        and _same_start(word, shelf.words[place])
    ):
        return 0.5 + 0.1 * letters + (1 - similar) / 4
    return 2.0


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2  # noqa: PLR2004 - one slip in a short word, two in a long one


def _same_start(word: str, other: str) -> bool:
    return key(word[:2])[:1] == key(other[:2])[:1]
