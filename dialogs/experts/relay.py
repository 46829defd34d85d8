"""No dead end: a question goes to colleagues, and their answer comes back to who asked.

nobody ──« demande au groupe … »──> relay ──oui──> posted ──« je peux aider »──> told to the asker
                                     ^ └─ other words                └─« je connais quelqu'un »──> relay_whom
"""

import re
from datetime import timedelta

from dialogs.experts import find, relay_texts
from dialogs.experts.find import Viewer
from dialogs.experts.flow import Kind
from dialogs.experts.query import Query
from dialogs.experts.sharing import same_subject
from dialogs.french.words import stems
from dialogs.mentions.groups import find_groups
from dialogs.mentions.people import find_people
from dialogs.messages import Button, Reply
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from dialogs.understand.relaying import Passing
from storage.records import JSON, Group, Knowledge, Outgoing, Person, Role
from storage.sharing import Relay

MOST_OPEN = 3
LASTS = timedelta(days=relay_texts.DAYS_OPEN)
_LONGEST = 500  # characters of a question that is passed on
_RATHER = re.compile(
    r"^\W*(?:non[, ]+)?(?:(?:dis|dites|écris|écrivez|mets|mettez)[- ](?:leur )?)?(?:plutôt|plutot)\s*:?"
    r"\s*(?P<words>.{8,})$",
    re.IGNORECASE | re.DOTALL,
)


def takes(intent: Intent) -> bool:
    """Whether a message passes a question on, answers one, judges, or asks for what is missing."""
    return "passing" in intent.slots


async def start(intent: Intent, scene: Scene, *, about: JSON | None = None) -> Outcome:
    """Answers such a message; `about` is the question that was asked before it."""
    number = int(intent.slots.get("number") or 0)
    match Passing(intent.slots["passing"]):
        case Passing.ASK:
            return await _ask(intent, scene, about)
        case Passing.HELP:
            return await _helps(number, scene)
        case Passing.KNOW:
            return await _knows(number, scene)
        case Passing.UNMET:
            return await _unmet(scene)
        case (Passing.HELPFUL | Passing.UNHELPFUL) as judgement:
            return await _judge(scene, about, helpful=judgement is Passing.HELPFUL)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on after « j'envoie cette question … » or « à qui pensez-vous ? »."""
    if state["kind"] == Kind.RELAY_WHOM:
        return await _named(state, intent, scene)
    if intent.name is IntentName.CONFIRM and state["question"]:
        return await _send(state, scene)
    if not state["question"]:
        return _confirm({**state, "question": intent.text, "subject": intent.text}, scene)
    words = _other_words(intent.text, state["question"])
    return _confirm({**state, "question": words}, scene) if words else None


def _other_words(text: str, question: str) -> str:
    """The same question said otherwise: « dis plutôt : … », or with a word in common."""
    if match := _RATHER.match(text):
        return match["words"]
    return text if set(stems(text)) & set(stems(question)) else ""


def ways_on(query: Query, knowledge: Knowledge, channels: frozenset[str]) -> tuple[Button, ...]:
    """Whom a question that found nobody may be passed to."""
    group = fitting_group(query, knowledge, channels)
    return (
        (relay_texts.to_group(group.name), relay_texts.TO_COORDINATION)
        if group
        else (relay_texts.TO_COORDINATION,)
    )


def fitting_group(query: Query, knowledge: Knowledge, channels: frozenset[str]) -> Group | None:
    """The working group, with a channel, whose theme holds what was asked."""
    wanted = [form.stems for slot in query.slots if slot.share >= 1 for form in slot.forms]
    best, most = None, 0
    for group in knowledge.groups:
        terms = find.stems_of_group(group)
        held = sum(all(stem in terms for stem in stems) for stems in wanted)
        if group.code in channels and held > most:
            best, most = group, held
    return best


async def _ask(intent: Intent, scene: Scene, about: JSON | None) -> Outcome:
    if scene.asker.guest:
        return Outcome(reply=relay_texts.not_for_guests())
    waiting = await scene.stores.relays.open_of(scene.asker.id, now=scene.now)
    if len(waiting) >= MOST_OPEN:
        return Outcome(reply=relay_texts.too_many(MOST_OPEN))
    question = str((about or {}).get("text", ""))
    subject = str((about or {}).get("subject") or question)
    same = next((one for one in waiting if same_subject(one.subject, subject)), None)
    if same is not None:
        return Outcome(reply=relay_texts.asked_before(same))
    to, targets = await _targets(intent.text, scene)
    if not targets:
        return Outcome(reply=relay_texts.nobody_to_ask(_coordinators(scene)))
    state = {
        "kind": Kind.RELAY,
        "question": question[:_LONGEST],
        "subject": subject,
        "intent": IntentName.EXPERT_QUESTION,
        "targets": targets,
        "to": to,
    }
    if not question:
        return Outcome(reply=relay_texts.what_question(), effect=Effect.ASKS, asks=state)
    return _confirm(state, scene)


def _confirm(state: JSON, scene: Scene) -> Outcome:
    shown = {**state, "question": state["question"][:_LONGEST]}
    reply = relay_texts.confirm(shown["question"], to=shown["to"], asker=scene.asker)
    return Outcome(reply=reply, effect=Effect.ASKS, asks=shown)


async def _targets(text: str, scene: Scene) -> tuple[str, list[str]]:
    """Where a question goes: the channels of the group that is named, else each coordinator."""
    for mention in find_groups(text, scene.knowledge.groups):
        channels = await scene.stores.groups.channels(mention.group.code)
        if channels:
            return f"au groupe {mention.group.name}", [one.conversation for one in channels]
    found = []
    for person in _coordinators(scene):
        reference = await scene.stores.references.personal(person.id)
        if reference is not None and person.id != scene.asker.id:
            found.append(reference.conversation)
    return "à la coordination", found


def _coordinators(scene: Scene) -> list[Person]:
    people = [one for one in scene.knowledge.people if one.role is not Role.AGENT]
    return [one for one in people if one.role is Role.COORDINATOR] or people


async def _send(state: JSON, scene: Scene) -> Outcome:
    own = await scene.stores.references.personal(scene.asker.id)
    relay = Relay(
        asker_id=scene.asker.id,
        conversation=own.conversation if own else scene.incoming.conversation,
        question=state["question"],
        subject=state["subject"] or state["question"],
        targets=tuple(state["targets"]),
        asked_at=scene.now,
        expires_at=scene.now + LASTS,
    )
    number = await scene.stores.relays.add(relay)
    for place, target in enumerate(relay.targets):
        post = relay_texts.post(number, relay, scene.asker)
        await _write(f"relay:{number}:{place}", target, post, scene)
    return Outcome(reply=relay_texts.sent(state["to"]), effect=Effect.WRITES)


async def _helps(number: int, scene: Scene) -> Outcome:
    relay, asker, refusal = await _open(number, scene)
    if relay is None or asker is None:
        return refusal
    viewer = Viewer(person=asker)
    told = relay_texts.helper_found(
        relay, viewer.met(scene.asker), scene.knowledge, today=scene.today
    )
    await scene.stores.relays.end(number, answered_at=scene.now)
    await _write(f"relay:{number}:answer", relay.conversation, told, scene)
    return Outcome(reply=relay_texts.thanks_for_help(relay, asker), effect=Effect.WRITES)


async def _knows(number: int, scene: Scene) -> Outcome:
    relay, _, refusal = await _open(number, scene)
    if relay is None:
        return refusal
    state = {"kind": Kind.RELAY_WHOM, "number": number, "intent": IntentName.EXPERT_QUESTION}
    return Outcome(reply=relay_texts.whom(), effect=Effect.ASKS, asks=state)


async def _named(state: JSON, intent: Intent, scene: Scene) -> Outcome:
    """Passes the name on to who asked; the person named is not written to."""
    relay, asker, refusal = await _open(state["number"], scene)
    if relay is None or asker is None:
        return refusal
    found = {one.person.id: one.person for one in find_people(intent.text, scene.knowledge.people)}
    people = [Viewer(person=asker).met(person) for person in found.values()]
    if not people:
        return Outcome(reply=relay_texts.unknown_name(), effect=Effect.ASKS, asks=state)
    told = relay_texts.somebody_named(
        relay, scene.asker, people, scene.knowledge, today=scene.today
    )
    await scene.stores.relays.end(state["number"], answered_at=scene.now)
    await _write(f"relay:{state['number']}:answer", relay.conversation, told, scene)
    return Outcome(reply=relay_texts.thanks_for_name(people, asker), effect=Effect.WRITES)


async def _open(number: int, scene: Scene) -> tuple[Relay | None, Person | None, Outcome]:
    """The relay and who asked, if it is still open and not the speaker's own."""
    relay = await scene.stores.relays.get(number)
    over = Outcome(reply=relay_texts.settled())
    if relay is None or relay.asker_id is None or relay.expires_at <= scene.now:
        return None, None, over
    if relay.asker_id == scene.asker.id:
        return None, None, Outcome(reply=relay_texts.own_question())
    asker = scene.knowledge.person(relay.asker_id)
    return (relay if asker else None), asker, over


async def _unmet(scene: Scene) -> Outcome:
    """Concepts asked in vain that nobody declared since."""
    viewer = Viewer(person=scene.asker, place=scene.incoming.place)
    left = []
    for row in (await scene.stores.relays.unmet())[: 3 * relay_texts.SHOWN]:
        _, ranking = await find.find(
            row.concept, scene.stores, scene.knowledge, viewer=viewer, today=scene.today
        )
        if not ranking.people:
            left.append(row)
    shown = left[: relay_texts.SHOWN]
    return Outcome(reply=relay_texts.unmet(shown, more=len(left) - len(shown)))


async def _judge(scene: Scene, about: JSON | None, *, helpful: bool) -> Outcome:
    if about is None or "concepts" not in about:
        return Outcome(reply=relay_texts.nothing_to_judge())
    if about.get("judged"):
        return Outcome(reply=relay_texts.judged_before(), about=about)
    concepts = about["concepts"] or ["(autre)"]
    await scene.stores.relays.judged(concepts, helpful=helpful, on=scene.today)
    ways = (relay_texts.TO_COORDINATION,)
    reply = relay_texts.thanks_for_judgement(helpful=helpful, ways=ways)
    return Outcome(reply=reply, effect=Effect.WRITES, about={**about, "judged": True})


async def _write(key: str, conversation: str, reply: Reply, scene: Scene) -> None:
    row = Outgoing(
        key=key, conversation=conversation, body=reply.to_json(), kind="relay", due_at=scene.now
    )
    await scene.stores.outbox.put(row)
