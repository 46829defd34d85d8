"""The calendars that are read, by sentences.

Reading itself waits for the clock: it needs the network, and no transaction may stay open
meanwhile. A calendar without `tried_at` is read next.
"""

from dataclasses import replace

from dialogs.programme import feeds_flow as flow
from dialogs.programme import feeds_texts as said
from dialogs.programme import settings_texts
from dialogs.programme.answer_channels import MAY_SET, coordinators
from dialogs.programme.orders import Do, Order, address_in
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.records import JSON, Feed, Place


async def start(order: Order, text: str, scene: Scene) -> Outcome:
    """An order about calendars. Looking is for everybody, changing for coordinators."""
    feeds = await scene.stores.programme.feeds()
    venues = scene.knowledge.venues
    if order.do is Do.FEED_LIST:
        return Outcome(reply=said.listed(feeds, venues, zone=scene.now.tzinfo))
    if scene.asker.role not in MAY_SET:
        return Outcome(reply=settings_texts.coordinators_only(coordinators(scene)))
    if order.do is Do.FEED_REMOVE:
        return flow.remove(text, feeds, venues)
    if order.do is Do.FEED_REFRESH:
        return await _reread(text, feeds, scene)
    if scene.incoming.place is not Place.PERSONAL:
        return Outcome(reply=said.in_private())
    return flow.add(text, venues)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on with a calendar to add or to remove; None when the message is not about it."""
    if state["kind"] not in flow.STATES:
        return None
    if intent.name is IntentName.CANCEL:
        return Outcome(reply=said.unchanged())
    if scene.asker.role not in MAY_SET:
        return Outcome(reply=settings_texts.coordinators_only(coordinators(scene)))
    if state["kind"] in {flow.ADD, flow.REMOVE}:
        confirmed = intent.name is IntentName.CONFIRM
        return await _make(state, scene) if confirmed else None
    return await _completed(state, intent, scene)


async def _completed(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    match state["kind"]:
        case flow.ADDRESS:
            return _with_address(state, intent, scene)
        case flow.WHICH_VENUE:
            return _with_venue(state, intent, scene)
        case _:
            return await _which_to_remove(intent, scene)


async def _make(state: JSON, scene: Scene) -> Outcome:
    return await (_add(state, scene) if state["kind"] == flow.ADD else _remove(state, scene))


def _with_address(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if not address_in(intent.text):
        return None
    return flow.add(intent.text, scene.knowledge.venues, venue=state["venue"])


def _with_venue(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    chosen = scene.knowledge.venue(intent.text)
    text = chosen.name if chosen else intent.text
    asked = flow.add(text, scene.knowledge.venues, url=state["url"])
    found = asked.asks is not None and asked.asks["kind"] == flow.ADD
    return asked if found else None


async def _which_to_remove(intent: Intent, scene: Scene) -> Outcome | None:
    feeds = await scene.stores.programme.feeds()
    asked = flow.remove(intent.text, feeds, scene.knowledge.venues)
    found = asked.asks is not None and asked.asks["kind"] == flow.REMOVE
    return asked if found else None


async def _add(state: JSON, scene: Scene) -> Outcome:
    feeds = await scene.stores.programme.feeds()
    venue = scene.knowledge.venue(state["venue"])
    if venue is None:
        return Outcome(reply=said.which_venue(scene.knowledge.venues))
    name = flow.free_name(venue.code, feeds)
    feed = Feed(name=name, url=state["url"], venue=venue.code, added_by=scene.asker.id)
    await scene.stores.programme.put_feed(feed)
    return Outcome(reply=said.added(venue), effect=Effect.WRITES)


async def _remove(state: JSON, scene: Scene) -> Outcome:
    name = state["name"]
    if not await scene.stores.programme.remove_feed(name):
        return Outcome(reply=said.gone(name))
    return Outcome(reply=said.removed(name), effect=Effect.WRITES)


async def _reread(text: str, feeds: tuple[Feed, ...], scene: Scene) -> Outcome:
    meant = flow.meant(text, feeds, scene.knowledge.venues) or list(feeds)
    if not meant:
        return Outcome(reply=said.listed((), scene.knowledge.venues, zone=None))
    for feed in meant:
        await scene.stores.programme.put_feed(replace(feed, tried_at=None))
    return Outcome(reply=said.rereading(meant), effect=Effect.WRITES)
