"""The common calendar as data: what `passerelle agenda --json` prints."""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from dialogs.programme.labels import Labeller, Labels
from dialogs.programme.places import name_of, place_of
from dialogs.programme.same import joined
from dialogs.programme.showings import Showing, showings
from storage.records import JSON, Occurrence, Venue


def agenda(
    occurrences: Iterable[Occurrence], venues: Sequence[Venue], *, zone: tzinfo
) -> list[JSON]:
    """One entry per showing, in time's order; what no source says is null or empty."""
    shown = joined(showings(occurrences, zone), venues)
    labeller = Labeller(shown, venues)
    return [_entry(showing, venues, labeller.labels(showing)) for showing in shown]


def _entry(showing: Showing, venues: Sequence[Venue], labels: Labels) -> JSON:
    return {
        "sources": [source.to_json() for source in showing.sources],
        "title": showing.title,
        "start": showing.start.isoformat(),
        "end": showing.end.isoformat(),
        "all_day": showing.all_day,
        "venue": name_of(showing.venue, venues),
        "place": place_of(showing, venues),
        "discipline": labels.discipline,
        "kind": labels.kind,
        "audience": list(labels.audience),
        "age_min": labels.ages.least if labels.ages else None,
        "age_max": labels.ages.most if labels.ages else None,
        "accessibility": list(labels.accessibility),
        "status": showing.status.value,
        "access": labels.access,
        "price": labels.price,
    }
