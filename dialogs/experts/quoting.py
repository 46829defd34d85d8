"""What was asked, in the words of who asks: a piece of the question, never a list of stems."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from dialogs.french.words import Role, Token

_LONGEST = 70  # characters, and pieces: beyond, it is a story rather than a subject
_MOST = 2
_BREAKS = frozenset(["qui", "que", "qu", "quand", "si"])


class Piece(Protocol):
    """Where something asked stands, in tokens."""

    @property
    def start(self) -> int:
        """The first token."""
        ...

    @property
    def end(self) -> int:
        """Past the last token."""
        ...

    @property
    def telling(self) -> bool:
        """Whether it says something by itself."""
        ...


def quoted(
    text: str, read: Sequence[Token], pieces: Sequence[Piece], *, apart: frozenset[int]
) -> str:
    """The words of the question from its first thing asked to the last; "" when they run on."""
    runs = list(_runs(read, pieces, apart))
    telling = [run for run in runs if any(piece.telling for piece in run)] or runs
    said = [text[read[run[0].start].start : read[run[-1].end - 1].end] for run in telling]
    whole = ", ".join(dict.fromkeys(" ".join(one.split()) for one in said))
    return whole if len(said) <= _MOST and len(whole) <= _LONGEST else ""


def _runs(
    read: Sequence[Token], pieces: Iterable[Piece], apart: frozenset[int]
) -> Iterator[list[Piece]]:
    """Pieces that only small words part."""
    run: list[Piece] = []
    for piece in pieces:
        if run and _broken(read, range(run[-1].end, piece.start), apart):
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _broken(read: Sequence[Token], between: Iterable[int], apart: frozenset[int]) -> bool:
    return any(
        place in apart or read[place].word in _BREAKS or read[place].role is Role.MARK
        for place in between
    )
