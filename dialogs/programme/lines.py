"""How an event is written on a line: hours, mark, title, place."""

from collections.abc import Sequence

from dialogs.french import say
from dialogs.messages import Entry, Facts, Link
from dialogs.programme.digest import Item
from dialogs.programme.lenses import Reason
from storage.records import EventStatus

LONGEST_TITLE = 120
LONGEST_PLACE = 80
_MARKS = {
    EventStatus.CANCELLED: "Annulé : ",
    EventStatus.POSTPONED: "Reporté : ",
    EventStatus.FULL: "Complet : ",
}


def entry(item: Item) -> Entry:
    """Below the name of its day."""
    hours = hours_of(item)
    what = f"{mark(item.status)}{title(item)}"
    return Entry(f"{hours} · {what}" if hours else what, lines=_lines(item), links=_links(item))


def dated(item: Item, *, also: str = "") -> Entry:
    """With its day; `also` is one more line."""
    if item.is_long:
        return running(item, also=also)
    hours = hours_of(item)
    when = say.day(item.first_day)
    lines = (
        capital(f"{when}, {hours}" if hours else when),
        *_lines(item),
        *((also,) if also else ()),
    )
    return Entry(f"{mark(item.status)}{title(item)}", lines=lines, links=_links(item))


def running(item: Item, *, also: str = "") -> Entry:
    """With the days between which it may be seen."""
    when = capital(say.span(item.first_day, item.last_day))
    return Entry(
        f"{mark(item.status)}{title(item)}",
        lines=(when, *_lines(item), *((also,) if also else ())),
        links=_links(item),
    )


def row(item: Item) -> tuple[str, str]:
    """Its hours, and the rest on one line."""
    return hours_of(item), f"{mark(item.status)}{title(item)} · {where(item)}"


def dated_rows(items: Sequence[Item]) -> Facts:
    """Rows with their days."""
    rows = []
    for item in items:
        hours, what = row(item)
        when = f"{say.day(item.first_day)}, {_lower(hours)}"
        if item.is_long:
            when = f"jusqu’au {say.day(item.last_day)}"
        rows.append((capital(when), what))
    return Facts(tuple(rows))


def more(number: int) -> str:
    """« 3 autres événements »."""
    return "1 autre événement" if number == 1 else f"{number} autres événements"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def _lines(item: Item) -> tuple[str, ...]:
    why = " ; ".join(_because(reason) for reason in item.reasons)
    return (where(item), *((f"Parce que : {why}",) if why else ()))


def _because(reason: Reason) -> str:
    """What the group wants to know, and the words that say it, unless they are the same."""
    if reason.quote.casefold() in reason.text.casefold():
        return reason.text
    return f"{reason.text} (« {reason.quote} »)"


def _links(item: Item) -> tuple[Link, ...]:
    url = next((showing.url for showing in item.showings if showing.url), "")
    safe = url.startswith(("https://", "http://"))
    return (Link("Voir la page", url),) if safe else ()


def where(item: Item) -> str:
    """The venue, and the place when that is elsewhere."""
    place = _clip(item.place, LONGEST_PLACE)
    return f"{item.venue} ({place})" if place else item.venue


def hours_of(item: Item) -> str:
    """« 10 h et 14 h 30 »; "" for what runs for days."""
    if item.is_long:
        return ""
    return say.listing([say.hour(at) for at in item.hours]) or "Toute la journée"


def mark(status: EventStatus) -> str:
    """« Annulé : »."""
    return _MARKS.get(status, "")


def title(item: Item) -> str:
    """Its title, clipped."""
    return _clip(item.title, LONGEST_TITLE) or "Sans titre"


def _clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
