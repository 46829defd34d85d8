"""What a title says of an event's fate: « [ANNULÉ] Antigone » is Antigone, cancelled."""

import re

from storage.records import EventStatus, Occurrence

# From the least to the most serious: when two sources disagree, the more serious one is told.
SEVERITY = (
    EventStatus.CONFIRMED,
    EventStatus.ANNOUNCED,
    EventStatus.FULL,
    EventStatus.POSTPONED,
    EventStatus.CANCELLED,
)
CHANGED = frozenset({EventStatus.FULL, EventStatus.POSTPONED, EventStatus.CANCELLED})
OFF = frozenset({EventStatus.POSTPONED, EventStatus.CANCELLED})

_WORDS = {
    "annul": EventStatus.CANCELLED,
    "report": EventStatus.POSTPONED,
    "compl": EventStatus.FULL,
}
_MARK = r"(?P<word>annul[ée]e?s?|report[ée]e?s?|compl(?:et|ète)s?)"
_LOUD = r"(?P<word>(?:ANNUL[ÉE]|REPORT[ÉE])E?S?|COMPL(?:ET|ÈTE|ETE)S?)"
_SHAPES = (
    # « [ANNULÉ] Antigone », « Antigone (reporté au 11/12) »: brackets make it a mark anywhere.
    re.compile(rf"\s*[\[(]\s*{_MARK}\b\s*!*(?P<more>[^\])]*)[\])]\s*[:–—-]*\s*", re.IGNORECASE),
    # « ANNULÉ : Antigone », « Reporté – Antigone »: before a sign, at the start.
    re.compile(rf"^\s*{_MARK}\s*(?:[:!|–—]+|-\s)\s*", re.IGNORECASE),
    # « Antigone - COMPLET »: after a sign, at the end.
    re.compile(rf"\s*(?:\s-|[:|–—])\s*{_MARK}\s*[!.]*\s*$", re.IGNORECASE),
    # « ANNULÉ Antigone », « Bal ANNULE (pluie) »: capitals mark it, « Complet bleu » is a title.
    re.compile(rf"^\s*{_LOUD}\s+(?=\S)"),
    re.compile(rf"\s+{_LOUD}\s*[!.]*(?=\s*(?:\(|$))"),
)


def read_status(occurrence: Occurrence) -> tuple[EventStatus, str]:
    """The more serious of the feed's status and the title's mark, and the title without it."""
    title = " ".join(occurrence.summary.split())
    for shape in _SHAPES:
        found = shape.search(title)
        if found is None:
            continue
        more = found.groupdict().get("more") or ""
        kept = (title[: found.start()], f"({more.strip()})" if more.strip() else "")
        left = " ".join(" ".join((*kept, title[found.end() :])).split())
        return worst(occurrence.status, _status(found["word"])), left or title
    return occurrence.status, title


def worst(*statuses: EventStatus) -> EventStatus:
    """The most serious of several statuses."""
    return max(statuses, key=SEVERITY.index)


def _status(word: str) -> EventStatus:
    folded = word.casefold()
    return next(status for start, status in _WORDS.items() if folded.startswith(start))
