"""What the bot says of a week: the card of a channel."""

from collections.abc import Sequence
from datetime import date

from dialogs.french import say
from dialogs.messages import Facts, Fold, Heading, Part, Reply, Say, Text
from dialogs.programme import lens_texts
from dialogs.programme.digest import Day, Digest, Item
from dialogs.programme.lines import (
    capital,
    dated,
    dated_rows,
    entry,
    more,
    row,
    running,
    title,
    where,
)
from storage.records import Feed

_WEEKEND = Say("Ce week-end", "Il y a quoi ce week-end ?")
_NEXT_WEEK = Say("La semaine prochaine", "Quel est le programme de la semaine prochaine ?")


def card(digest: Digest, *, today: date | None = None) -> Reply:
    """The weekly card. Days before `today` are folded: a late digest looks forward."""
    parts: list[Part] = [
        Heading(f"Le programme {say.span(digest.week.monday, digest.week.sunday)}"),
        Text(f"Pour le groupe {digest.group.name}", subtle=True),
    ]
    if not digest.items:
        parts.append(Text("Rien n’est annoncé cette semaine dans les agendas des équipements."))
    parts += lens_texts.seen(digest, today) if digest.lens else _everything(digest, today)
    parts += unread(digest.unread)
    return Reply(parts=tuple(parts), buttons=(_WEEKEND, _NEXT_WEEK))


def _everything(digest: Digest, today: date | None) -> list[Part]:
    """For a group that has no eye of its own: what changes, day by day, what goes on."""
    parts: list[Part] = []
    if digest.changes:
        parts += [Heading("À savoir", level=2), *(dated(item) for item in digest.changes)]
    past = [day for day in digest.days if today is not None and day.day < today]
    parts += _past(past)
    for day in digest.days[len(past) :]:
        parts += _day(day)
    return parts + _ongoing(digest)


def unread(feeds: Sequence[Feed]) -> list[Part]:
    """Sources that could not be read: the programme may lack something."""
    if not feeds:
        return []
    names = say.listing([_since(feed) for feed in feeds])
    return [Text(f"Programme peut-être incomplet, agendas non lus : {names}.", subtle=True)]


def _day(day: Day) -> list[Part]:
    parts: list[Part] = [Heading(capital(say.day(day.day)), level=2)]
    parts += [entry(item) for item in day.visible]
    if day.folded:
        # Rows weigh a third of entries: a card has 28 KB for the whole week.
        parts.append(
            Fold(more(len(day.folded)), (Facts(tuple(row(item) for item in day.folded)),))
        )
    return parts


def _past(days: Sequence[Day]) -> list[Part]:
    if not days:
        return []
    told = [item for day in days for item in day.items]
    return [Fold(f"Déjà passé ({len(told)})", (dated_rows(told),))]


def _ongoing(digest: Digest) -> list[Part]:
    if not digest.ongoing:
        return []
    full = [item for item in digest.ongoing if digest.is_full(item)]
    brief = [item for item in digest.ongoing if not digest.is_full(item)]
    parts: list[Part] = [Heading("En cours", level=2), *(running(item) for item in full)]
    if brief:
        parts.append(
            Fold(f"Toujours à voir ({len(brief)})", tuple(_brief(item) for item in brief))
        )
    return parts


def _brief(item: Item) -> Text:
    until = say.day(item.last_day)
    return Text(" · ".join((title(item), where(item), f"jusqu’au {until}")))


def _since(feed: Feed) -> str:
    if feed.read_at is None:
        return f"{feed.name} (jamais lu)"
    return f"{feed.name} (depuis le {say.day(feed.read_at.date())})"
