"""What the bot says about the programme: the weekly card, and answers to questions."""

from collections.abc import Sequence
from datetime import date

from dialogs.french import say
from dialogs.messages import Entry, Facts, Fold, Heading, Link, Part, Reply, Say, Text
from dialogs.programme.digest import Day, Digest, Item, by_day
from dialogs.programme.families import families
from dialogs.programme.places import name_of
from dialogs.programme.question import Question
from dialogs.programme.search import Found
from dialogs.programme.status import CHANGED
from storage.records import EventStatus, Feed, Venue

LONGEST_TITLE = 120
LONGEST_PLACE = 80
SHOWN = 10  # lines of an answer; the others are folded

_MARKS = {
    EventStatus.CANCELLED: "Annulé : ",
    EventStatus.POSTPONED: "Reporté : ",
    EventStatus.FULL: "Complet : ",
}
_WEEKEND = Say("Ce week-end", "Il y a quoi ce week-end ?")
_WEEK = Say("Cette semaine", "Quel est le programme de la semaine ?")
_NEXT_WEEK = Say("La semaine prochaine", "Quel est le programme de la semaine prochaine ?")


def card(digest: Digest, *, today: date | None = None) -> Reply:
    """The weekly card. Days before `today` are folded: a late digest looks forward."""
    parts: list[Part] = [
        Heading(f"Le programme {say.span(digest.week.monday, digest.week.sunday)}"),
        Text(f"Pour le groupe {digest.group.name}", subtle=True),
    ]
    if not digest.items:
        parts.append(Text("Rien n’est annoncé cette semaine dans les agendas des équipements."))
    if digest.changes:
        parts += [Heading("À savoir", level=2), *(_dated(item) for item in digest.changes)]
    past = [day for day in digest.days if today is not None and day.day < today]
    parts += _past(past)
    for day in digest.days[len(past) :]:
        parts += _day(day)
    parts += _ongoing(digest)
    parts += unread(digest.unread)
    return Reply(parts=tuple(parts), buttons=(_WEEKEND, _NEXT_WEEK))


def answer(found: Found, venues: Sequence[Venue]) -> Reply:
    """What was found for a question, by day; or that nothing is, and what comes next."""
    what = _understood(found.question, venues)
    if not found.items:
        return _nothing(found, what)
    parts: list[Part] = [Heading(what)]
    dated = [item for item in found.items if not item.is_long]
    long = [item for item in found.items if item.is_long]
    parts += _limited(dated)
    if long:
        parts += [Heading("En cours", level=2), *(_running(item) for item in long)]
    parts += _left_out(found)
    return Reply(parts=tuple(parts), buttons=_follow_ups(found.question))


def unread(feeds: Sequence[Feed]) -> list[Part]:
    """Sources that could not be read: the programme may lack something."""
    if not feeds:
        return []
    names = say.listing([_since(feed) for feed in feeds])
    return [Text(f"Programme peut-être incomplet, agendas non lus : {names}.", subtle=True)]


def _day(day: Day) -> list[Part]:
    parts: list[Part] = [Heading(_capital(say.day(day.day)), level=2)]
    parts += [_entry(item) for item in day.visible]
    if day.folded:
        more = _more(len(day.folded))
        # Rows weigh a third of entries: a card has 28 KB for the whole week.
        parts.append(Fold(more, (Facts(tuple(_row(item) for item in day.folded)),)))
    return parts


def _past(days: Sequence[Day]) -> list[Part]:
    if not days:
        return []
    told = [item for day in days for item in day.items]
    return [Fold(f"Déjà passé ({len(told)})", (_dated_rows(told),))]


def _ongoing(digest: Digest) -> list[Part]:
    if not digest.ongoing:
        return []
    full = [item for item in digest.ongoing if digest.is_full(item)]
    brief = [item for item in digest.ongoing if not digest.is_full(item)]
    parts: list[Part] = [Heading("En cours", level=2), *(_running(item) for item in full)]
    if brief:
        parts.append(
            Fold(f"Toujours à voir ({len(brief)})", tuple(_brief(item) for item in brief))
        )
    return parts


def _entry(item: Item) -> Entry:
    hours = _hours(item)
    title = f"{_mark(item)}{_title(item)}"
    return Entry(f"{hours} · {title}" if hours else title, lines=_lines(item), links=_links(item))


def _dated(item: Item) -> Entry:
    if item.is_long:
        return _running(item)
    hours = _hours(item)
    when = say.day(item.first_day)
    lines = (f"{when}, {hours}" if hours else when, *_lines(item))
    return Entry(f"{_mark(item)}{_title(item)}", lines=lines, links=_links(item))


def _running(item: Item) -> Entry:
    when = _capital(say.span(item.first_day, item.last_day))
    return Entry(f"{_mark(item)}{_title(item)}", lines=(when, *_lines(item)), links=_links(item))


def _brief(item: Item) -> Text:
    until = say.day(item.last_day)
    return Text(" · ".join((_title(item), _where(item), f"jusqu’au {until}")))


def _row(item: Item) -> tuple[str, str]:
    return _hours(item), f"{_mark(item)}{_title(item)} · {_where(item)}"


def _dated_rows(items: Sequence[Item]) -> Facts:
    rows = []
    for item in items:
        hours, what = _row(item)
        rows.append((f"{_capital(say.day(item.first_day))}, {_lower(hours)}", what))
    return Facts(tuple(rows))


def _lines(item: Item) -> tuple[str, ...]:
    why = tuple(f"Parce que : {reason.text} (« {reason.quote} »)" for reason in item.reasons)
    return (_where(item), *why)


def _links(item: Item) -> tuple[Link, ...]:
    url = next((showing.url for showing in item.showings if showing.url), "")
    safe = url.startswith(("https://", "http://"))
    return (Link("Voir la page", url),) if safe else ()


def _where(item: Item) -> str:
    place = _clip(item.place, LONGEST_PLACE)
    return f"{item.venue} ({place})" if place else item.venue


def _hours(item: Item) -> str:
    if item.is_long:
        return ""
    return say.listing([say.hour(at) for at in item.hours]) or "Toute la journée"


def _mark(item: Item) -> str:
    return _MARKS.get(item.status, "")


def _title(item: Item) -> str:
    return _clip(item.title, LONGEST_TITLE) or "Sans titre"


def _clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _more(number: int) -> str:
    return "1 autre événement" if number == 1 else f"{number} autres événements"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _since(feed: Feed) -> str:
    if feed.read_at is None:
        return f"{feed.name} (jamais lu)"
    return f"{feed.name} (depuis le {say.day(feed.read_at.date())})"


def _limited(lines: Sequence[Item]) -> list[Part]:
    parts: list[Part] = []
    for day in by_day(lines[:SHOWN]):
        parts += [Heading(_capital(say.day(day.day)), level=2)]
        parts += [_entry(item) for item in day.items]
    folded = lines[SHOWN:]
    if folded:
        parts.append(Fold(_more(len(folded)), (_dated_rows(folded),)))
    return parts


def _left_out(found: Found) -> list[Part]:
    parts: list[Part] = []
    if found.off:
        parts += [Heading("Annulé ou reporté", level=2), *(_dated(item) for item in found.off)]
    if found.reserved == 1:
        parts.append(Text("Une séance réservée (scolaires, professionnels) n’est pas affichée."))
    elif found.reserved:
        reserved = f"{found.reserved} séances réservées (scolaires, professionnels)"
        parts.append(Text(f"{reserved} ne sont pas affichées.", subtle=True))
    return parts


def _nothing(found: Found, what: str) -> Reply:
    parts: list[Part] = [Text(f"Rien d’annoncé dans les agendas que je lis pour : {what}.")]
    if found.next is not None:
        upcoming = _capital(say.day(found.next.first_day))
        parts += [Text(f"{upcoming}, à la date la plus proche :"), _dated(found.next)]
    parts += _left_out(found)
    if found.question.words or found.question.wants:
        parts.append(Text("J’ai cherché dans les titres et les descriptions.", subtle=True))
    return Reply(parts=tuple(parts), buttons=(_WEEKEND, _WEEK))


def _understood(question: Question, venues: Sequence[Venue]) -> str:
    wants = [families()[name].label for name in question.wants]
    status = [_STATUS_SAID[question.status]] if question.status in CHANGED else []
    places = say.listing([name_of(code, venues) for code in question.venues])
    bits = [*wants, *question.words, *status, places, _when(question)]
    return _capital(" · ".join(bit for bit in bits if bit))


_STATUS_SAID = {
    EventStatus.CANCELLED: "annulé",
    EventStatus.POSTPONED: "reporté",
    EventStatus.FULL: "complet",
}


def _when(question: Question) -> str:
    part = question.part.value if question.part else ""
    if not question.dated or question.end is None:
        return part or "à venir"
    same = question.start == question.end
    days = say.day(question.start) if same else say.span(question.start, question.end)
    return f"{days}, {part}" if part else days


def _follow_ups(question: Question) -> tuple[Say, ...]:
    if "gratuit" in question.wants:
        return (_WEEKEND, _NEXT_WEEK)
    return (Say("Seulement gratuit", "seulement gratuit"), _NEXT_WEEK)
