"""The programme in conversation: questions here; channels and calendars in their own files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from dialogs.programme import answer_channels, answer_feeds, answer_texts, search
from dialogs.programme.digest import midnight
from dialogs.programme.follow import asks_for_more, goes_on, is_about_shown, more, narrowed
from dialogs.programme.following import asks_to_follow, follow
from dialogs.programme.orders import (
    ABOUT_FEEDS,
    Do,
    Order,
    goes_on_again,
    read_feed_order,
    read_order,
)
from dialogs.programme.question import KIND, Question
from dialogs.programme.same import joined
from dialogs.programme.search import Found
from dialogs.programme.showings import showings
from dialogs.programme.slots import zone_of
from dialogs.programme.wording import read_question
from dialogs.scene import Intent, IntentName, Outcome, Scene
from storage.database import Stores
from storage.records import JSON, Venue

_ANSWERS = frozenset({IntentName.CONFIRM, IntentName.CANCEL, IntentName.CHOICE})


async def start(intent: Intent, scene: Scene) -> Outcome:
    """A question about the programme, or an order about digests and calendars."""
    if asks_to_follow(intent.text) and not scene.asker.guest:
        return await follow(intent.text, scene)
    order = _order(intent)
    if order is None:
        return await _answer(_question(intent, scene), scene)
    if order.do in ABOUT_FEEDS:
        return await answer_feeds.start(order, intent.text, scene)
    return await answer_channels.start(order, intent.text, scene)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Narrows the question before, or goes on with a change that was proposed."""
    if state["kind"] == KIND:
        return await _narrow(state, intent, scene)
    outcome = await answer_channels.resume(state, intent, scene)
    return outcome or await answer_feeds.resume(state, intent, scene)


def _order(intent: Intent) -> Order | None:
    if goes_on_again(intent.text):
        return Order(Do.RESUME)
    if intent.name is not IntentName.DIGEST_SETTINGS:
        return read_feed_order(intent.text)
    return read_order(intent.text, intent.slots) or Order(Do.SETTINGS)


def _question(intent: Intent, scene: Scene) -> Question:
    return read_question(
        intent.text, today=scene.today, venues=scene.knowledge.venues, slots=intent.slots
    )


async def _narrow(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if intent.name in _ANSWERS or read_feed_order(intent.text):
        return None
    before, asked = Question.from_json(state), _question(intent, scene)
    if asks_for_more(intent.text):
        return await _answer(more(before, page=answer_texts.SHOWN), scene)
    # « C’est gratuit ? » right after a list is about that list, whatever it looks like alone.
    if intent.name is not IntentName.PROGRAMMING_QUESTION and not is_about_shown(asked):
        return None
    if not goes_on(intent.text, asked):
        return None
    return await _answer(narrowed(before, asked), scene)


async def _answer(question: Question, scene: Scene) -> Outcome:
    venues = scene.knowledge.venues
    found = await ask(question, scene.stores, venues=venues, now=scene.now)
    return Outcome(reply=answer_texts.answer(found, venues), about=question.to_json())


async def ask(
    question: Question, stores: Stores, *, venues: Sequence[Venue], now: datetime
) -> Found:
    """What the calendars hold for a question: in a chat, or by a command."""
    zone = zone_of(now)
    last = max(question.end or question.start, now.date()) + search.HORIZON
    first = now.date() if question.feast else question.start
    occurrences = await stores.programme.between(midnight(first, zone), midnight(last, zone))
    found = search.find(
        question, joined(showings(occurrences, zone), venues), venues=venues, now=now
    )
    if found.items or found.off or not question.venues:
        return found
    read = {feed.venue for feed in await stores.programme.feeds()}
    return replace(found, silent=() if read & set(question.venues) else question.venues)
