"""When no line says all that was asked: what to do with the concept that the question describes.

A person is affirmed on a description alone only when it fits one concept well, better than any
other, and somebody declared that very concept. Otherwise they stand among the neighbours. Pure.
"""

from collections.abc import Iterable, Iterator, Sequence

from dialogs.experts.meaning import Described
from dialogs.experts.query import Query
from dialogs.experts.search import Found, Ranking

SURE = 0.62  # likeness from which a concept is taken for what was meant
AHEAD = 0.06  # and by how much it must lead the next one
COVERED = 0.8  # of the question, by the concept's texts: nothing that was asked is left aside
_LIKELY = 0.3  # from here it comes before lines that merely share a word
_FAR = 0.2  # and below, it is no neighbour at all
_BEHIND = 0.45  # of the nearest one
_MOST = 3

Option = tuple[Described, Query, Ranking]


def chosen(query: Query, literal: Ranking, options: Sequence[Option]) -> tuple[Query, Ranking]:
    """The question as it was understood in the end, and who answers it."""
    if options and _is_sure(options) and options[0][2].people:
        _, understood, ranking = options[0]
        return understood, ranking
    # Far behind what was clearly meant, a description is of something else.
    far = max(_FAR, options[0][0].nearness * _BEHIND) if options else _FAR
    likely = [option for option in options if option[0].nearness >= max(_LIKELY, far)]
    others = [option for option in options if _LIKELY > option[0].nearness >= far]
    near = (*_people(likely), *literal.neighbours, *_people(others))
    return query, Ranking(neighbours=tuple(_once(near))[:_MOST])


def _is_sure(options: Sequence[Option]) -> bool:
    if options[0][0].coverage < COVERED:
        return False
    first = options[0][0].likeness
    second = max((option[0].likeness for option in options[1:]), default=0.0)
    return first >= SURE and first - second >= AHEAD


def _people(options: Iterable[Option]) -> Iterator[Found]:
    for _, _, ranking in options:
        yield from ranking.people[:_MOST]


def _once(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for one in found:
        if one.person.id not in seen:
            seen.add(one.person.id)
            yield one
