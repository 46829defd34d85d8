"""Answers to a question that was passed on: the first one ends it and goes to who asked.

posted ──« je peux aider »──────────────────────────────> told to the asker
  └─────« je connais quelqu'un »──> relay_whom ──a name──────┘
                                     └─ other words ──oui────┘
"""

from datetime import datetime

from dialogs.experts import relay_texts
from dialogs.experts.flow import Kind
from dialogs.experts.viewing import Viewer
from dialogs.mentions.people import find_people
from dialogs.messages import Reply
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from dialogs.understand.relaying import Passing, describes_somebody
from storage.records import JSON, Outgoing, Person, Place
from storage.sharing import Relay

_LONGEST = 300  # characters of what somebody writes in the place of a name
_ELSEWHERE = {
    IntentName.GREETING,
    IntentName.HELP,
    IntentName.MY_PROFILE,
    IntentName.DECLARE_SKILL,
    IntentName.PROGRAMMING_QUESTION,
    IntentName.ACTION_QUERY,
}


async def start(answer: Passing, number: int, scene: Scene) -> Outcome:
    """« je peux aider », « je connais quelqu'un », with the number of the question or without."""
    if not number:
        waiting = await scene.stores.relays.waiting(_here(scene), now=scene.now)
        if len(waiting) != 1:
            return Outcome(reply=relay_texts.which_relay(waiting, answer))
        number = waiting[0].id
    if answer is Passing.HELP:
        return await _helps(number, scene)
    return await _knows(number, scene)


async def named(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Passes a name on to who asked; the person named is not written to."""
    relay, asker, refusal = await _open(state["number"], scene)
    if relay is None or asker is None:
        return refusal
    words = state.get("words", "")
    if intent.name is IntentName.CONFIRM:
        if not words:
            return Outcome(reply=relay_texts.whom(), effect=Effect.ASKS, asks=state)
        told = relay_texts.words_passed_on(relay, scene.asker, words, asker)
        return await _ended(relay, told, relay_texts.thanks_for_words(asker), scene)
    found = {one.person.id: one.person for one in find_people(intent.text, scene.knowledge.people)}
    if not found:
        return _other_words(state, intent, asker)
    viewer = await _viewer(relay, asker, scene)
    people = [viewer.met(person) for person in found.values()]
    told = relay_texts.somebody_named(
        relay, scene.asker, people, scene.knowledge, asker=asker, today=scene.today
    )
    return await _ended(relay, told, relay_texts.thanks_for_name(people, asker), scene)


async def write(
    key: str,
    conversation: str,
    reply: Reply,
    scene: Scene,
    *,
    expires_at: datetime | None = None,
) -> None:
    """Puts a message of this talk into the outbox."""
    row = Outgoing(
        key=key,
        conversation=conversation,
        body=reply.to_json(),
        kind="relay",
        due_at=scene.now,
        expires_at=expires_at,
    )
    await scene.stores.outbox.put(row)


async def _helps(number: int, scene: Scene) -> Outcome:
    relay, asker, refusal = await _open(number, scene)
    if relay is None or asker is None:
        return refusal
    viewer = await _viewer(relay, asker, scene)
    told = relay_texts.helper_found(
        relay, viewer.met(scene.asker), scene.knowledge, asker=asker, today=scene.today
    )
    return await _ended(relay, told, relay_texts.thanks_for_help(relay, asker), scene)


async def _knows(number: int, scene: Scene) -> Outcome:
    relay, _, refusal = await _open(number, scene)
    if relay is None:
        return refusal
    state = {"kind": Kind.RELAY_WHOM, "number": number, "intent": IntentName.EXPERT_QUESTION}
    return Outcome(reply=relay_texts.whom(), effect=Effect.ASKS, asks=state)


def _other_words(state: JSON, intent: Intent, asker: Person) -> Outcome | None:
    """No name of the directory: the words may go as they are, if they are meant for it."""
    words = intent.text.strip()[:_LONGEST]
    elsewhere = intent.name in _ELSEWHERE and not describes_somebody(words)
    if elsewhere or words.endswith("?"):
        return None
    reply = relay_texts.unknown_name(words, asker)
    return Outcome(reply=reply, effect=Effect.ASKS, asks={**state, "words": words})


async def _ended(relay: Relay, told: Reply, thanks: Reply, scene: Scene) -> Outcome:
    """The first answer counts: of two at once, the second finds the question settled."""
    if not await scene.stores.relays.end(relay.id, answered_at=scene.now):
        return Outcome(reply=relay_texts.settled())
    await write(f"relay:{relay.id}:answer", relay.conversation, told, scene)
    return Outcome(reply=thanks, effect=Effect.WRITES)


async def _open(number: int, scene: Scene) -> tuple[Relay | None, Person | None, Outcome]:
    """The relay and who asked, if it is still open and not the speaker's own."""
    relay = await scene.stores.relays.get(number)
    over = Outcome(reply=relay_texts.settled())
    if relay is None or relay.asker_id is None or relay.expires_at <= scene.now:
        return None, None, over
    if scene.asker.guest and _here(scene) not in relay.targets:
        # A number may be guessed: a guest answers only what was asked before their eyes.
        return None, None, over
    if relay.asker_id == scene.asker.id:
        return None, None, Outcome(reply=relay_texts.own_question())
    asker = scene.knowledge.person(relay.asker_id)
    return (relay if asker else None), asker, over


async def _viewer(relay: Relay, asker: Person, scene: Scene) -> Viewer:
    """Who reads the answer, and where: the asker alone, or all of a channel."""
    own = await scene.stores.references.personal(asker.id)
    alone = own is not None and own.conversation == relay.conversation
    return Viewer(person=asker, place=Place.PERSONAL if alone else Place.CHANNEL)


def _here(scene: Scene) -> str:
    """A question is asked of a channel, and answered in a thread of it."""
    return scene.incoming.channel or scene.incoming.conversation
