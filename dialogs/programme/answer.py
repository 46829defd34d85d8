"""The programme in conversation: questions here; channels and calendars in their own files."""

from collections.abc import Sequence
from datetime import datetime

from dialogs.programme import answer_channels, answer_feeds, search, texts
from dialogs.programme.digest import midnight
from dialogs.programme.orders import ABOUT_FEEDS, Do, Order, read_feed_order, read_order
from dialogs.programme.question import KIND, Question, goes_on, narrowed, read_question
from dialogs.programme.showings import showings
from dialogs.programme.slots import zone_of
from dialogs.scene import Intent, IntentName, Outcome, Scene
from dialogs.understand import understand
from storage.database import Stores
from storage.records import JSON, Knowledge, Venue


async def start(intent: Intent, scene: Scene) -> Outcome:
    """A question about the programme, or an order about digests and calendars."""
    order = _order(intent)
    if order is None:
        return await _answer(_question(intent, scene), scene)
    if order.do in ABOUT_FEEDS:
        return await answer_feeds.start(order, intent.text, scene)
    return await answer_channels.start(order, intent.text, scene)


async def ask(text: str, stores: Stores, knowledge: Knowledge, *, now: datetime) -> JSON:
    """What a question finds, and its answer, without a conversation: `passerelle agenda ask`."""
    slots = understand(text, knowledge).slots
    venues = knowledge.venues
    question = read_question(text, today=now.date(), venues=venues, slots=slots)
    found = await _found(question, stores, venues, now=now)
    return search.to_json(found, texts.answer(found, venues).as_text())


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Narrows the question before, or goes on with a change that was proposed."""
    if state["kind"] == KIND:
        return await _narrow(state, intent, scene)
    outcome = await answer_channels.resume(state, intent, scene)
    return outcome or await answer_feeds.resume(state, intent, scene)


def _order(intent: Intent) -> Order | None:
    if intent.name is not IntentName.DIGEST_SETTINGS:
        return read_feed_order(intent.text)
    return read_order(intent.text, intent.slots) or Order(Do.SETTINGS)


def _question(intent: Intent, scene: Scene) -> Question:
    return read_question(
        intent.text, today=scene.today, venues=scene.knowledge.venues, slots=intent.slots
    )


async def _narrow(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if intent.name is not IntentName.PROGRAMMING_QUESTION or read_feed_order(intent.text):
        return None
    asked = _question(intent, scene)
    if not goes_on(intent.text, asked):
        return None
    return await _answer(narrowed(Question.from_json(state), asked), scene)


async def _answer(question: Question, scene: Scene) -> Outcome:
    venues = scene.knowledge.venues
    found = await _found(question, scene.stores, venues, now=scene.now)
    return Outcome(reply=texts.answer(found, venues), about=question.to_json())


async def _found(
    question: Question, stores: Stores, venues: Sequence[Venue], *, now: datetime
) -> search.Found:
    zone = zone_of(now)
    start = midnight(question.start, zone)
    last = max(question.end or question.start, now.date()) + search.HORIZON
    occurrences = await stores.programme.between(start, midnight(last, zone))
    return search.find(question, showings(occurrences, zone), venues=venues, now=now)
