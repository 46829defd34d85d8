"""Activity -> what it means to us: the only reader of Teams' message formats."""

from collections.abc import Iterable, Mapping
from typing import Any

from botbuilder.schema import Activity, ChannelAccount

from bot.teams import clicks, wire
from bot.teams.events import (
    Anonymous,
    Change,
    Ignored,
    Install,
    MembersAdded,
    MembersRemoved,
    Removal,
    Sought,
    Spoken,
    StaleCard,
    TooLong,
)
from bot.teams.mentions import is_mentioned, spoken_text
from dialogs.messages import Click, Incoming, Sender
from storage.records import Place, Reference

LONGEST_TEXT = 10_000  # characters that one turn reads
_LONGEST_SEARCH = 300
_MOST_RESULTS = 8
_FIRST = "initialRun"  # the parameter of a search box that was only opened


def message(activity: Activity) -> Spoken:
    """A typed message, or the click that an older client sends as one."""
    is_click = activity.value is not None and not activity.text.strip()
    if not is_click and place(activity) is not Place.PERSONAL and not is_mentioned(activity):
        # Not meant for the bot: unread, unlogged.
        return Ignored("not mentioned")
    if activity.from_property.role == "bot" or activity.from_property.id == activity.recipient.id:
        return Ignored("said by a bot")
    if not activity.from_property.aad_object_id:
        return Anonymous()
    if is_click:
        return _click(activity, clicks.read(activity.value))
    text = spoken_text(activity)
    return TooLong(len(text)) if len(text) > LONGEST_TEXT else _incoming(activity, text=text)


def card_action(activity: Activity) -> Spoken:
    """A click sent as `adaptiveCard/action`; the Playground leaves its `trigger` out."""
    if not activity.from_property.aad_object_id:
        return Anonymous()
    value = activity.value if isinstance(activity.value, dict) else {}
    action = wire.mapping(value, "action")
    if wire.string(action, "type") != "Action.Execute":
        return StaleCard()
    said = clicks.read(action.get("data"), verb=wire.string(action, "verb"))
    return _click(activity, said)


def search(activity: Activity) -> Sought | Anonymous:
    """`composeExtension/query`: what was typed after « Qui sait… », and which page is wanted."""
    if not activity.from_property.aad_object_id:
        return Anonymous()
    value = activity.value if isinstance(activity.value, dict) else {}
    options = wire.mapping(value, "queryOptions")
    typed = [
        wire.string(one, "value", limit=_LONGEST_SEARCH)
        for one in wire.objects(value, "parameters")
        if wire.string(one, "name") != _FIRST
    ]
    return Sought(
        sender=_sender(activity.from_property, tenant_id=activity.conversation.tenant_id),
        text=" ".join(" ".join(typed).split()),
        skip=_number(options, "skip", most=1_000) or 0,
        count=_number(options, "count", most=_MOST_RESULTS) or _MOST_RESULTS,
    )


def installation(activity: Activity) -> Change:
    """`installationUpdate`: the app was added, removed or upgraded."""
    upgrade = activity.action.endswith("-upgrade")
    match activity.action.removesuffix("-upgrade"):
        case "add":
            return Install(by=_known(activity.from_property), upgrade=upgrade)
        case "remove":
            return Removal(upgrade=upgrade)
        case _:
            return Ignored("installation action unknown")


def roster(activity: Activity) -> Change:
    """`conversationUpdate`: the bot or people came or went; renamed channels pass by."""
    if activity.members_added:
        if _has_bot(activity, activity.members_added):
            return Install(by=_known(activity.from_property), by_roster=True)
        return MembersAdded(_people(activity.members_added))
    if activity.members_removed:
        if _has_bot(activity, activity.members_removed):
            return Removal(by_roster=True)
        return MembersRemoved(_people(activity.members_removed))
    return Ignored("neither came nor went")


def reference(activity: Activity) -> Reference:
    """How to reach the conversation again: for a thread, the channel that it is in."""
    conversation, team = activity.conversation, wire.mapping(activity.channel_data, "team")
    named = wire.mapping(activity.channel_data, "channel")
    return Reference(
        conversation=_channel_id(conversation.id),
        place=place(activity),
        service_url=activity.service_url,
        tenant_id=conversation.tenant_id
        or wire.string(wire.mapping(activity.channel_data, "tenant"), "id"),
        bot_id=activity.recipient.id,
        bot_name=activity.recipient.name,
        team_id=wire.string(team, "id"),
        name=wire.string(named, "name") or conversation.name or wire.string(team, "name"),
    )


def place(activity: Activity) -> Place:
    """Where it happens; older clients leave the kind of a conversation out."""
    kind = activity.conversation.conversation_type
    if kind in set(Place):
        return Place(kind)
    if wire.mapping(activity.channel_data, "team") or "@thread.tacv2" in activity.conversation.id:
        return Place.CHANNEL
    return Place.GROUP if activity.conversation.is_group else Place.PERSONAL


def _click(activity: Activity, said: Click | str | None) -> Spoken:
    match said:
        case Click():
            return _incoming(activity, click=said)
        case str():
            return _incoming(activity, text=said)
        case _:
            return StaleCard()


def _incoming(activity: Activity, *, text: str = "", click: Click | None = None) -> Incoming:
    where = place(activity)
    in_channel = where is Place.CHANNEL
    named = wire.mapping(activity.channel_data, "channel")
    return Incoming(
        activity_id=activity.id,
        # In a channel each thread is a conversation of its own, and is answered in its place.
        conversation=activity.conversation.id,
        place=where,
        sender=_sender(activity.from_property, tenant_id=activity.conversation.tenant_id),
        text=text,
        click=click,
        channel=_channel_id(activity.conversation.id) if in_channel else "",
        channel_name=wire.string(named, "name") if in_channel else "",
    )


def _sender(account: ChannelAccount, *, tenant_id: str = "") -> Sender:
    told: dict[str, Any] = account.additional_properties
    tenant = told["tenantId"]
    return Sender(
        aad_id=account.aad_object_id,
        name=account.name,
        guest=told["userRole"].lower() in {"guest", "anonymous"}
        or "#ext#" in told["userPrincipalName"].lower()
        or bool(tenant and tenant_id and tenant.lower() != tenant_id.lower()),
    )


def _known(account: ChannelAccount) -> Sender | None:
    return _sender(account) if account.aad_object_id else None


def _people(accounts: Iterable[ChannelAccount]) -> tuple[Sender, ...]:
    return tuple(_sender(account) for account in accounts if account.aad_object_id)


def _has_bot(activity: Activity, accounts: Iterable[ChannelAccount]) -> bool:
    return any(account.id == activity.recipient.id for account in accounts)


def _number(source: Mapping[str, Any], name: str, *, most: int) -> int:
    value = source.get(name)
    return min(max(value, 0), most) if isinstance(value, int) else 0


def _channel_id(conversation: str) -> str:
    return conversation.partition(";messageid=")[0]
