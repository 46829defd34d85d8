"""What a programming source gives: a Reading, or one French sentence that says why not."""

from dataclasses import dataclass

from storage.records import JSON, Occurrence, Refusal


class FeedUnreadable(Refusal):
    """The source gave nothing to read; the sentence never holds an address."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Occurrences sorted by start, end and title; one French sentence for each oddity met.

    `complete` is False when the source stopped in the middle: what is missing was not withdrawn.
    """

    occurrences: tuple[Occurrence, ...]
    warnings: tuple[str, ...] = ()
    complete: bool = True


def sort_key(occurrence: Occurrence) -> tuple[object, ...]:
    """The order of every list of occurrences that leaves this package."""
    return (occurrence.start, occurrence.end, occurrence.summary, occurrence.uid)


def to_json(reading: Reading) -> JSON:
    """The shape of `passerelle feeds read --json`; instants in UTC, ISO 8601."""
    return {
        "occurrences": [
            {
                "uid": occurrence.uid,
                "start": occurrence.start.isoformat(),
                "end": occurrence.end.isoformat(),
                "all_day": occurrence.all_day,
                "summary": occurrence.summary,
                "status": occurrence.status.value,
                "location": occurrence.location,
            }
            for occurrence in reading.occurrences
        ],
        "warnings": list(reading.warnings),
    }
