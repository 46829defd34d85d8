"""The common calendar as lines of text, for a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby

from dialogs.french import say
from dialogs.programme.lines import capital, mark
from dialogs.programme.places import name_of, place_of
from dialogs.programme.showings import Showing
from dialogs.typography import typeset
from storage.records import Venue


def table(shown: Iterable[Showing], venues: Sequence[Venue]) -> str:
    """A heading for each day, a line for each showing; what goes on stands on its first day."""
    lines: list[str] = []
    for day, same in groupby(shown, key=lambda showing: showing.first_day):
        lines += [capital(say.day(day)) + f" {day.year}", *_lines(day, same, venues)]
    return typeset("\n".join(lines)) or "Rien n’est annoncé sur cette période."


def _lines(day: date, same: Iterable[Showing], venues: Sequence[Venue]) -> Iterator[str]:
    for showing in same:
        what = f"{mark(showing.status)}{showing.title or 'Sans titre'}"
        place = place_of(showing, venues)
        where = name_of(showing.venue, venues) + (f" ({place})" if place else "")
        yield f"  {_when(day, showing)} · {what} · {where}"


def _when(day: date, showing: Showing) -> str:
    if showing.is_long:
        return say.span(day, showing.last_day)
    if showing.all_day:
        return "toute la journée"
    return say.hour(showing.start)
