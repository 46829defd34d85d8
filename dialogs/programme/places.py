"""Where something is: the venue's name, and the place when it is not there."""

from collections.abc import Sequence

from dialogs.programme.showings import Showing, folded
from storage.records import Venue

_SHORT = 4  # a shorter name would be found inside other words


def name_of(code: str, venues: Sequence[Venue]) -> str:
    """The venue's name, or its code when nobody described it."""
    return next((venue.name for venue in venues if venue.code == code), code)


def place_of(showing: Showing, venues: Sequence[Venue]) -> str:
    """The place that the feed gives, "" when it only repeats the venue."""
    venue = next((venue for venue in venues if venue.code == showing.venue), None)
    names = (venue.name, *venue.aliases) if venue else (showing.venue,)
    where = f" {folded(showing.location)} "
    known = (folded(name) for name in names)
    at_home = any(len(name) >= _SHORT and f" {name} " in where for name in known)
    return "" if at_home else showing.location
