"""Changes to a channel's digest, shown before they are made. Pure.

    order ─→ which_group ─┐
      ├────→ until ───────┼─→ change ─ oui → made by answer.py
      └───────────────────┘          └ non → nothing

States are JSON with a `kind`; `change` carries the channel as it would become.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from dialogs.french import dates
from dialogs.messages import Incoming, Reply
from dialogs.programme import group_texts
from dialogs.programme import settings_texts as texts
from dialogs.programme.named import groups_in
from dialogs.programme.orders import Do
from dialogs.programme.showings import folded
from dialogs.programme.slots import from_now_on, hour_of, is_allowed, next_slot
from dialogs.scene import Effect, Outcome
from storage.records import JSON, Channel, Group, Place

CHANGE = "programme.change"
WHICH_GROUP = "programme.which_group"
UNTIL = "programme.until"
LONGEST_PAUSE = timedelta(days=366)

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:h|heures?)(?: ?(\d{2}))?\b|\b(\d{1,2}) (\d{2})$")
_NAME = r"(?P<name>[^,;.!?\n]{2,60})"
_GROUP_NAMED = (
    re.compile(
        rf"\b(?:groupe(?: de travail)?|gt)\s+(?:(?:de|du|des|sur|d['’])\s*)?{_NAME}", re.IGNORECASE
    ),
    re.compile(rf"\bsui(?:t|ve|vre)\s+(?:(?:le|la|les)\s+|l['’])?{_NAME}", re.IGNORECASE),
)
_LAST_HOUR, _LAST_MINUTE = 23, 59


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A channel where something is said, what it follows now, the town's groups, the time."""

    conversation: str
    name: str
    channel: Channel | None
    groups: Sequence[Group]
    now: datetime

    def group(self, code: str) -> Group:
        """The group of a code; one that is not described any more keeps its code as a name."""
        known = (group for group in self.groups if group.code == code)
        return next(known, Group(code=code, name=code))


def conversation_of(incoming: Incoming) -> str:
    """The channel (or group chat) that a digest would be posted in; "" in a personal chat."""
    if incoming.place is Place.PERSONAL:
        return ""
    return incoming.channel or incoming.conversation.partition(";messageid=")[0]


def propose(do: Do, text: str, here: Here) -> Outcome:
    """The change that a sentence asks for, to be confirmed; or what is missing to make it."""
    if do is Do.CONNECT:
        return _connect(text, here)
    if here.channel is None:
        return Outcome(reply=texts.not_connected())
    if do is Do.PAUSE:
        return pause(text, here.channel, here.now)
    if do is Do.SCHEDULE:
        return _schedule(text, here.channel, here.now)
    return _stop_or_go_on(do, here.channel, here.now)


def connect(group: Group, text: str, here: Here) -> Outcome:
    """Asks whether the channel may follow the group, at the slot that the text names if any."""
    known = here.channel or Channel(conversation=here.conversation, group=group.code)
    weekday, at = _moment(text)
    if at is not None and not is_allowed(at):
        return Outcome(reply=texts.not_that_hour(at))
    asked = replace(
        known,
        group=group.code,
        name=here.name or known.name,
        weekday=known.weekday if weekday is None else weekday,
        at=known.at if at is None else at.isoformat("minutes"),
    )
    channel = from_now_on(asked, here.now)
    moved = here.channel is not None and here.channel.group != group.code
    before = here.group(here.channel.group) if here.channel and moved else None
    reply = texts.asks_connect(channel, group, before=before, now=here.now)
    return _asks(Do.CONNECT, channel, reply)


def pause(text: str, channel: Channel, now: datetime) -> Outcome:
    """Asks whether the channel may be silent up to the last day that the text names."""
    found = dates.find_all(text, now.date())
    asks = {"kind": UNTIL, "channel": channel_json(channel)}
    if not found:
        return Outcome(reply=texts.asks_until(), effect=Effect.ASKS, asks=asks)
    until = found[-1].deadline
    if until < now.date():
        return Outcome(reply=texts.already_past(until), effect=Effect.ASKS, asks=asks)
    if until - now.date() > LONGEST_PAUSE:
        return Outcome(reply=texts.too_far(until), effect=Effect.ASKS, asks=asks)
    silent = replace(channel, paused_until=until)
    return _asks(Do.PAUSE, silent, texts.asks_pause(silent, until, now))


def which_group(then: Do, text: str, groups: Sequence[Group], *, among: Reply) -> Outcome:
    """Asks which group is meant, to go on with `then`; `among` is the question."""
    if not groups:
        return Outcome(reply=among)
    asks = {"kind": WHICH_GROUP, "then": then.value, "text": text}
    return Outcome(reply=among, effect=Effect.ASKS, asks=asks)


def channel_json(channel: Channel) -> JSON:
    """A channel inside a state."""
    until = channel.paused_until
    return {**asdict(channel), "paused_until": until.isoformat() if until else None}


def channel_from(data: JSON) -> Channel:
    """The inverse of `channel_json`."""
    until = data["paused_until"]
    return Channel(**{**data, "paused_until": date.fromisoformat(until) if until else None})


def _connect(text: str, here: Here) -> Outcome:
    named = groups_in(text, here.groups)
    if len(named) > 1:
        return which_group(Do.CONNECT, text, named, among=group_texts.one_group(named))
    if named and here.channel is not None and _is_settled(here.channel, named[0], text):
        return Outcome(reply=texts.already(here.channel, named[0], here.now))
    if named:
        return connect(named[0], text, here)
    unknown = unknown_group(text)
    asked = (
        group_texts.unknown_group(unknown, here.groups)
        if unknown
        else group_texts.which_group(here.groups)
    )
    return which_group(Do.CONNECT, text, here.groups, among=asked)


def _is_settled(channel: Channel, group: Group, text: str) -> bool:
    """Whether the channel follows that group already, at the slot that the text names if any."""
    weekday, at = _moment(text)
    if channel.group != group.code:
        return False
    same_day = weekday is None or weekday == channel.weekday
    return same_day and (at is None or at == hour_of(channel))


def unknown_group(text: str) -> str:
    """The words that stand where a group is named: « ce canal suit le groupe cuisine »."""
    found = next(filter(None, (shape.search(text) for shape in _GROUP_NAMED)), None)
    return found["name"].strip(" .!?«»\"'’") if found else ""


def _stop_or_go_on(do: Do, channel: Channel, now: datetime) -> Outcome:
    if do is Do.DISCONNECT:
        return _asks(do, channel, texts.asks_disconnect())
    awake = from_now_on(channel, now)
    if channel.paused_until is None or next_slot(channel, now) == next_slot(awake, now):
        return Outcome(reply=texts.not_paused(channel, now))
    return _asks(Do.RESUME, awake, texts.asks_resume(awake, now))


def _schedule(text: str, channel: Channel, now: datetime) -> Outcome:
    weekday, at = _moment(text)
    if weekday is None and at is None:
        return Outcome(reply=texts.which_slot())
    if at is not None and not is_allowed(at):
        return Outcome(reply=texts.not_that_hour(at))
    asked = replace(
        channel,
        weekday=channel.weekday if weekday is None else weekday,
        at=channel.at if at is None else at.isoformat("minutes"),
    )
    # A pause that lasts beyond today goes on; otherwise the new slot counts from now on.
    paused = channel.paused_until is not None and channel.paused_until > now.date()
    moved = asked if paused else from_now_on(asked, now)
    return _asks(Do.SCHEDULE, moved, texts.asks_schedule(moved, now))


def _moment(text: str) -> tuple[int | None, time | None]:
    plain = folded(text)
    days = [number for number, day in enumerate(_DAYS) if re.search(rf"\b{day}s?\b", plain)]
    found = _HOUR.search(plain)
    return (days[0] if days else None), (_time(found) if found else None)


def _time(found: re.Match[str]) -> time | None:
    hour, minute = int(found[1] or found[3]), int(found[2] or found[4] or 0)
    return time(hour, minute) if hour <= _LAST_HOUR and minute <= _LAST_MINUTE else None


def _asks(do: Do, channel: Channel, reply: Reply) -> Outcome:
    asks = {"kind": CHANGE, "do": do.value, "channel": channel_json(channel)}
    return Outcome(reply=reply, effect=Effect.ASKS, asks=asks)
