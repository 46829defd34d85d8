"""The common calendar as data: what `passerelle agenda --json` prints."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from dialogs.programme.places import name_of, place_of
from dialogs.programme.showings import Showing, showings
from storage.records import JSON, Occurrence, Venue


def agenda(
    occurrences: Iterable[Occurrence], venues: Sequence[Venue], *, zone: tzinfo
) -> list[JSON]:
    """One entry per showing, in time's order; what no source says is null or empty."""
    return [_entry(showing, venues) for showing in showings(occurrences, zone)]


def _entry(showing: Showing, venues: Sequence[Venue]) -> JSON:
    return {
        "sources": [source.to_json() for source in showing.sources],
        "title": showing.title,
        "start": showing.start.isoformat(),
        "end": showing.end.isoformat(),
        "all_day": showing.all_day,
        "venue": name_of(showing.venue, venues),
        "place": place_of(showing, venues),
        "discipline": None,
        "kind": None,
        "audience": [],
        "age_min": None,
        "age_max": None,
        "accessibility": [],
        "status": showing.status.value,
        "access": None,
        "price": None,
    }
