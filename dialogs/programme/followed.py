"""The common calendar as it is given back: all of it, one venue's, or what a lens belongs to."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from dialogs.programme.announcement import Announcement
from dialogs.programme.labels import Labeller
from dialogs.programme.lenses import lens_of, seen
from dialogs.programme.same import joined
from dialogs.programme.showings import Showing, showings
from storage.records import Occurrence, Venue

_BELONGS = 2.0  # of grade: what is only marginal for a group is not in its calendar


def followed(
    occurrences: Iterable[Occurrence],
    *,
    venues: Sequence[Venue],
    zone: tzinfo,
    venue: str = "",
    group: str = "",
) -> list[Occurrence]:
    """The occurrences to give, each event once, as its own venue announces it."""
    given = list(occurrences)
    shown = joined(showings(given, zone), venues)
    kept = [one for one in shown if not venue or one.venue == venue]
    lens = lens_of(group) if group else None
    if lens is not None:
        label = Labeller(shown, venues).labels
        kept = [one for one in kept if seen(Announcement(one), label(one), lens).grade >= _BELONGS]
    wanted = {_key(one) for one in kept}
    return [
        occurrence
        for occurrence, name in ((one, _key(showings([one], zone)[0])) for one in given)
        if name in wanted
    ]


def _key(showing: Showing) -> tuple[str, str, str]:
    first = showing.sources[0]
    return first.feed, first.start, first.summary
