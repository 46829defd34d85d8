"""A channel's digest by sentences: connect, pause, slot, preview, send now."""

from dataclasses import replace

from dialogs.french.calendar import Week
from dialogs.messages import Reply
from dialogs.programme import flow, group_texts, sending, texts
from dialogs.programme import settings_texts as said
from dialogs.programme.named import group_in
from dialogs.programme.orders import Do, Order
from dialogs.programme.slots import due_week, from_now_on, week_in, zone_of
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.records import JSON, Channel, Group, Outgoing, OutgoingState, Person, Role

MAY_SET = frozenset({Role.COORDINATOR, Role.ADMIN})
_NAMES_SHOWN = 3


async def start(order: Order, text: str, scene: Scene) -> Outcome:
    """An order about a digest. Looking is for everybody, changing for coordinators."""
    match order.do:
        case Do.NOT_YET:
            return Outcome(reply=said.not_yet())
        case Do.PREVIEW:
            return await _preview(text, scene)
        case Do.SETTINGS:
            return await _settings(scene)
        case Do.STATUS:
            return await _status(scene)
        case do:
            return await _change(do, text, scene)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on with a change that was proposed; None when the message is not about it."""
    match state["kind"]:
        case flow.CHANGE:
            return await _decided(state, intent, scene)
        case flow.WHICH_GROUP:
            return await _with_group(state, intent, scene)
        case flow.UNTIL if intent.name is not IntentName.CANCEL:
            asked = flow.pause(intent.text, flow.channel_from(state["channel"]), scene.now)
            # Without a date it is about something else; the question stays open.
            dated = asked.asks is None or asked.asks["kind"] == flow.CHANGE
            return asked if dated else None
        case _:
            return None


def coordinators(scene: Scene) -> list[str]:
    """A few names of people who may change settings."""
    may = [person.name for person in scene.knowledge.people if person.role in MAY_SET]
    return may[:_NAMES_SHOWN]


async def _change(do: Do, text: str, scene: Scene) -> Outcome:
    if not flow.conversation_of(scene.incoming):
        return Outcome(reply=said.say_it_there())
    if scene.asker.role not in MAY_SET:
        return Outcome(reply=said.coordinators_only(coordinators(scene)))
    here = await _here(scene)
    if do is Do.SEND and here.channel is not None:
        return await _asks_send(here.channel, scene)
    return flow.propose(do, text, here)


async def _here(scene: Scene) -> flow.Here:
    conversation = flow.conversation_of(scene.incoming)
    return flow.Here(
        conversation=conversation,
        name=scene.incoming.channel_name,
        channel=await scene.stores.groups.channel(conversation),
        groups=scene.knowledge.groups,
        now=scene.now,
    )


async def _settings(scene: Scene) -> Outcome:
    here = await _here(scene)
    if here.channel is not None:
        group = here.group(here.channel.group)
        return Outcome(reply=said.settings(here.channel, group, scene.now))
    if here.conversation:
        return Outcome(reply=said.not_connected())
    channels = await scene.stores.groups.channels()
    named = [(channel, here.group(channel.group).name) for channel in channels]
    return Outcome(reply=said.all_settings(named, scene.now))


async def _status(scene: Scene) -> Outcome:
    names = {one.conversation: one.name for one in await scene.stores.groups.channels()}
    doubtful = [
        (names.get(row.conversation) or said.UNNAMED, week_in(row.key), row.state)
        for state in (OutgoingState.UNCERTAIN, OutgoingState.GIVEN_UP, OutgoingState.TO_PUBLISH)
        for row in await scene.stores.outbox.in_state(state)
        if row.kind == sending.KIND
    ]
    return Outcome(reply=said.status(doubtful))


async def _preview(text: str, scene: Scene) -> Outcome:
    here = await _here(scene)
    groups = scene.knowledge.groups
    group = group_in(text, groups) or _own_group(scene.asker, groups)
    if here.channel is not None:
        group = group_in(text, groups) or here.group(here.channel.group)
    if group is None:
        return flow.which_group(Do.PREVIEW, text, groups, among=group_texts.which_group(groups))
    return await _show(group, here, scene)


async def _show(group: Group, here: flow.Here, scene: Scene) -> Outcome:
    reply = await _composed(group, here.channel, scene)
    if not here.conversation:
        return Outcome(reply=reply)
    personal = await scene.stores.references.personal(scene.asker.id)
    if personal is None:
        return Outcome(reply=said.ask_in_private())
    row = Outgoing(
        key=f"preview:{here.conversation}:{scene.incoming.activity_id}",
        conversation=personal.conversation,
        body=reply.to_json(),
        kind="preview",
        due_at=scene.now,
    )
    await scene.stores.outbox.put(row)
    return Outcome(reply=said.sent_in_private())


async def _composed(group: Group, channel: Channel | None, scene: Scene) -> Reply:
    digest = await sending.week_of(
        scene.stores,
        group,
        _week(channel, scene),
        knowledge=scene.knowledge,
        zone=zone_of(scene.now),
    )
    return texts.card(digest)


async def _asks_send(channel: Channel, scene: Scene) -> Outcome:
    week = _week(channel, scene)
    if await sending.is_taken(scene.stores, channel, week):
        return Outcome(reply=said.already_sent(channel, week, scene.now))
    group = scene.knowledge.group(channel.group) or Group(code=channel.group, name=channel.group)
    asks = {"kind": flow.CHANGE, "do": Do.SEND.value, "channel": flow.channel_json(channel)}
    return Outcome(reply=said.asks_send(group, week), effect=Effect.ASKS, asks=asks)


async def _decided(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if intent.name is IntentName.CANCEL:
        return Outcome(reply=said.unchanged())
    if intent.name is not IntentName.CONFIRM:
        return None
    if scene.asker.role not in MAY_SET:
        return Outcome(reply=said.coordinators_only(coordinators(scene)))
    do, wanted = Do(state["do"]), flow.channel_from(state["channel"])
    current = await scene.stores.groups.channel(wanted.conversation)
    if current is None and do is not Do.CONNECT:
        return Outcome(reply=said.not_connected())
    return await _make(do, wanted, scene)


async def _make(do: Do, wanted: Channel, scene: Scene) -> Outcome:
    if do is Do.SEND:
        return await _send(wanted, scene)
    if do is Do.DISCONNECT:
        return await _disconnect(wanted, scene)
    # The question may have waited past a slot.
    paused = do in {Do.PAUSE, Do.SCHEDULE} and wanted.paused_until is not None
    channel = wanted if paused else from_now_on(wanted, scene.now)
    if do is Do.CONNECT:
        channel = replace(channel, connected_by=scene.asker.id)
    await scene.stores.groups.connect(channel)
    group = scene.knowledge.group(channel.group) or Group(code=channel.group, name=channel.group)
    connected = do is Do.CONNECT
    reply = said.connected(channel, group, scene.now) if connected else None
    return Outcome(reply=reply or said.changed(channel, scene.now), effect=Effect.WRITES)


async def _send(channel: Channel, scene: Scene) -> Outcome:
    week = _week(channel, scene)
    written = await sending.put_digest(
        scene.stores, channel, week, knowledge=scene.knowledge, now=scene.now
    )
    if not written:
        return Outcome(reply=said.already_sent(channel, week, scene.now))
    return Outcome(reply=said.sent(), effect=Effect.WRITES)


async def _disconnect(channel: Channel, scene: Scene) -> Outcome:
    await scene.stores.groups.disconnect(channel.conversation)
    await scene.stores.outbox.withdraw(
        channel.conversation, kind=sending.KIND, reason="canal déconnecté", now=scene.now
    )
    return Outcome(reply=said.disconnected(), effect=Effect.WRITES)


async def _with_group(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if intent.name is IntentName.CANCEL:
        return Outcome(reply=said.unchanged())
    groups = scene.knowledge.groups
    group = scene.knowledge.group(intent.text) or group_in(intent.text, groups)
    if group is None:
        return None
    here = await _here(scene)
    if Do(state["then"]) is Do.PREVIEW:
        return await _show(group, here, scene)
    if scene.asker.role not in MAY_SET:
        return Outcome(reply=said.coordinators_only(coordinators(scene)))
    return flow.connect(group, state["text"], here)


def _week(channel: Channel | None, scene: Scene) -> Week:
    this = Week.of(scene.today)
    if channel is None:
        return this
    return due_week(replace(channel, paused_until=None), scene.now) or this


def _own_group(person: Person, groups: tuple[Group, ...]) -> Group | None:
    mine = [group for group in groups if {group.code, group.name} & set(person.groups)]
    return mine[0] if len(mine) == 1 else None
