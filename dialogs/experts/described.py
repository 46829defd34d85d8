"""When no line says all that was asked: what to do with the concept that the question describes.

A person is affirmed on a description alone only when it fits one concept well, better than any
other, and somebody declared that very concept. Otherwise they stand among the neighbours. Pure.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from dialogs.experts.meaning import Described
from dialogs.experts.search import Found, Ranking

SURE = 0.62  # likeness from which a concept is taken for what was meant
AHEAD = 0.06  # and by how much it must lead the next one
COVERED = 0.8  # of the question, by the concept's texts: nothing that was asked is left aside
_LIKELY = 0.3  # from here it comes before lines that merely share a word
_FAR = 0.2  # and below, it is no neighbour at all
_BEHIND = 0.45  # of the nearest one
_MOST = 3


def is_sure(likely: Sequence[Described]) -> bool:
    """Whether the first concept, the others at a distance, is taken for what was meant."""
    if not likely or likely[0].coverage < COVERED:
        return False
    first = likely[0].likeness
    second = max((one.likeness for one in likely[1:]), default=0.0)
    return first >= SURE and first - second >= AHEAD


def near(likely: Sequence[Described]) -> list[Described]:
    """The concepts whose people may stand as neighbours."""
    if not likely:
        return []
    # Far behind what was clearly meant, a description is of something else.
    far = max(_FAR, likely[0].nearness * _BEHIND)
    return [one for one in likely if one.nearness >= far]


def neighbours(
    literal: Ranking, close: Sequence[Described], ranked: Callable[[Described], Ranking]
) -> Ranking:
    """Nobody is affirmed: people of what is likely, of a shared word, then of the rest.

    `ranked` is asked no further than it takes to find enough of them.
    """
    likely = (ranked(one) for one in close if one.nearness >= _LIKELY)
    others = (ranked(one) for one in close if one.nearness < _LIKELY)
    found = chain(_people(likely), literal.neighbours, _people(others))
    return Ranking(neighbours=tuple(islice(_once(found), _MOST)))


def _people(rankings: Iterable[Ranking]) -> Iterator[Found]:
    for ranking in rankings:
        yield from ranking.people[:_MOST]


def _once(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for one in found:
        if one.person.id not in seen:
            seen.add(one.person.id)
            yield one
