"""Calendars added and removed by sentences, shown before it is done. Pure.

add ─→ address ─→ which_venue ─→ add_feed ─ oui → stored by answer.py, read by the clock
remove ─→ which_feed ─→ remove_feed ─ oui → removed by answer.py
"""

from collections.abc import Sequence

from dialogs.programme import feeds_texts as texts
from dialogs.programme.address import checked
from dialogs.programme.named import venues_in
from dialogs.programme.orders import address_in, without_address
from dialogs.programme.showings import folded
from dialogs.scene import Effect, Outcome
from storage.records import Feed, Refusal, Venue

ADDRESS = "programme.address"
WHICH_VENUE = "programme.which_venue"
ADD = "programme.add_feed"
WHICH_FEED = "programme.which_feed"
REMOVE = "programme.remove_feed"
STATES = frozenset({ADDRESS, WHICH_VENUE, ADD, WHICH_FEED, REMOVE})


def add(text: str, venues: Sequence[Venue], *, venue: str = "", url: str = "") -> Outcome:
    """Asks for what is missing (`venue`, `url` may be known already), then for a yes."""
    url = address_in(text) or url
    named = venues_in(folded(without_address(text)), venues).codes
    codes = named or ((venue,) if venue else ())
    chosen = [one for one in venues if one.code in codes]
    only = chosen[0] if len(chosen) == 1 else None
    if not url:
        asks = {"kind": ADDRESS, "venue": only.code if only else ""}
        return Outcome(reply=texts.asks_address(only), effect=Effect.ASKS, asks=asks)
    try:
        url = checked(url)
    except Refusal as refused:
        asks = {"kind": ADDRESS, "venue": only.code if only else ""}
        return Outcome(reply=texts.refused(refused.reason), effect=Effect.ASKS, asks=asks)
    if only is None:
        asks = {"kind": WHICH_VENUE, "url": url}
        reply = texts.which_venue(chosen or venues)
        return Outcome(reply=reply, effect=Effect.ASKS, asks=asks)
    asks = {"kind": ADD, "venue": only.code, "url": url}
    return Outcome(reply=texts.asks_add(url, only), effect=Effect.ASKS, asks=asks)


def remove(text: str, feeds: Sequence[Feed], venues: Sequence[Venue]) -> Outcome:
    """Asks which calendar is meant, then for a yes."""
    found = meant(text, feeds, venues)
    if len(found) != 1:
        asks = {"kind": WHICH_FEED} if feeds else None
        effect = Effect.ASKS if feeds else Effect.NONE
        return Outcome(reply=texts.which_feed(found or feeds, venues), effect=effect, asks=asks)
    asks = {"kind": REMOVE, "name": found[0].name}
    return Outcome(reply=texts.asks_remove(found[0], venues), effect=Effect.ASKS, asks=asks)


def free_name(venue: str, feeds: Sequence[Feed]) -> str:
    """A name for a venue's new calendar: its code, then code-2 and so on."""
    taken = {feed.name for feed in feeds}
    number = 1
    while (name := venue if number == 1 else f"{venue}-{number}") in taken:
        number += 1
    return name


def meant(text: str, feeds: Sequence[Feed], venues: Sequence[Venue]) -> list[Feed]:
    """The calendars that a text names, by their own name or by their venue."""
    plain = f" {folded(text)} "
    by_name = [feed for feed in feeds if text == feed.name or f" {folded(feed.name)} " in plain]
    exact = [feed for feed in by_name if text == feed.name]
    if by_name:
        return exact or by_name
    codes = venues_in(folded(text), venues).codes
    return [feed for feed in feeds if feed.venue in codes]
