"""What is made once from the records of a revision and wanted at every turn."""

from collections.abc import Callable
from typing import Generic, TypeVar

Known = TypeVar("Known")
Made = TypeVar("Made")


class Remembered(Generic[Known, Made]):
    """What was made from the last few objects given, found again by their identity.

    The records of one revision of the database are the same objects from turn to turn; comparing
    them by value would cost more than what is saved.
    """

    def __init__(self, make: Callable[[Known], Made], *, keep: int = 4) -> None:
        self._make = make
        self._keep = keep
        self._made: list[tuple[Known, Made]] = []

    def __call__(self, known: Known) -> Made:
        """The thing made from `known`, made now if need be."""
        for seen, made in self._made:
            if seen is known:
                return made
        made = self._make(known)
        self._made = [(known, made), *self._made[: self._keep - 1]]
        return made
