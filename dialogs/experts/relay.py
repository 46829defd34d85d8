"""No dead end: a question goes to colleagues, and their answer comes back to who asked.

nobody ──« demande au groupe … »──> relay ──oui──> posted ──> `relay_answers`
                                     ^ └─ other words
"""

import re
from datetime import timedelta

from dialogs.experts import find, plan, relay_answers, relay_counts, relay_texts
from dialogs.experts.flow import Kind
from dialogs.experts.query import Query
from dialogs.experts.sharing import same_subject
from dialogs.experts.viewing import Viewer
from dialogs.french.words import stems
from dialogs.mentions.groups import find_groups
from dialogs.messages import Button
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from dialogs.understand.relaying import Passing, asked_in
from storage.records import JSON, Group, Knowledge, Person, Place, Role
from storage.sharing import Relay

MOST_OPEN = 3
LASTS = timedelta(days=relay_texts.DAYS_OPEN)
_LONGEST = 500  # characters of a question that is passed on
_RATHER = re.compile(
    r"^\W*(?:non[, ]+)?(?:(?:dis|dites|écris|écrivez|mets|mettez)[- ](?:leur )?)?(?:plutôt|plutot)\s*:?"
    r"\s*(?P<words>.{8,})$",
    re.IGNORECASE | re.DOTALL,
)
_NO_QUESTION = {
    IntentName.CONFIRM,
    IntentName.CHOICE,
    IntentName.GREETING,
    IntentName.HELP,
    IntentName.MY_PROFILE,
    IntentName.DECLARE_SKILL,
}


def takes(intent: Intent) -> bool:
    """Whether a message passes a question on, answers one, judges, or asks for what is missing."""
    return "passing" in intent.slots


async def start(intent: Intent, scene: Scene, *, about: JSON | None = None) -> Outcome:
    """Answers such a message; `about` is the question that was asked before it."""
    number = int(intent.slots.get("number") or 0)
    match Passing(intent.slots["passing"]):
        case Passing.ASK:
            return await _ask(intent, scene, about)
        case Passing.HELP | Passing.KNOW as answer:
            return await relay_answers.start(answer, number, scene)
        case Passing.UNMET:
            return await relay_counts.unmet(scene)
        case Passing.HELPFUL:
            return await relay_counts.judge(scene, about, helpful=True, ways=())
        case Passing.UNHELPFUL:
            ways = await _ways_after(about, scene)
            return await relay_counts.judge(scene, about, helpful=False, ways=ways)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on after « j'envoie cette question … » or « à qui pensez-vous ? »."""
    if takes(intent):
        return await start(intent, scene, about=state)
    if state["kind"] == Kind.RELAY_WHOM:
        return await relay_answers.named(state, intent, scene)
    if state["question"]:
        return await _settled(state, intent, scene)
    if intent.name in _NO_QUESTION:
        return None
    return _confirm(_about(intent.text, state, scene), scene)


async def _settled(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« oui », or the same question in other words."""
    if intent.name is IntentName.CONFIRM:
        refused = await _refused(state, scene)
        return refused or await _send(state, scene)
    words = _other_words(intent.text, state["question"])
    return _confirm(_about(words, state, scene), scene) if words else None


def _other_words(text: str, question: str) -> str:
    """The same question said otherwise: « dis plutôt : … », or with a word in common."""
    if match := _RATHER.match(text):
        return match["words"]
    return text if set(stems(text)) & set(stems(question)) else ""


def _about(question: str, state: JSON, scene: Scene) -> JSON:
    """What waits for its « oui », with the question said in these words."""
    read = plan.plan(question, scene.knowledge, today=scene.today)
    return {**state, "question": question[:_LONGEST], "subject": read.subject or question}


async def _ways_after(about: JSON | None, scene: Scene) -> tuple[Button, ...]:
    """Whom the question just answered may be passed to all the same."""
    if scene.asker.guest or not about or "text" not in about:
        return ()
    query = plan.plan(about["text"], scene.knowledge, today=scene.today)
    channels = frozenset(one.group for one in await scene.stores.groups.reachable())
    return ways_on(query, scene.knowledge, channels)


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
    asked = _asked(intent.text, about, scene)
    if refused := await _refused(asked, scene):
        return refused
    to, note, targets = await _targets(intent.text, scene)
    if not targets:
        return _write_yourself(asked["subject"], note, scene)
    state = {**asked, "targets": targets, "to": to, "note": note}
    if not state["question"]:
        return Outcome(reply=relay_texts.what_question(), effect=Effect.ASKS, asks=state)
    return _confirm(state, scene)


def _asked(text: str, about: JSON | None, scene: Scene) -> JSON:
    """The question that stands in the message itself, else the one that was asked before."""
    bare: JSON = {"kind": Kind.RELAY, "intent": IntentName.EXPERT_QUESTION}
    groups = find_groups(text, scene.knowledge.groups)
    if words := asked_in(text, after=max((one.span[1] for one in groups), default=0)):
        return _about(relay_texts.as_question(words), bare, scene)
    before = about or {}
    question = str(before.get("text") or before.get("question") or "")
    return {
        **bare,
        "question": question[:_LONGEST],
        "subject": str(before.get("subject") or question),
    }


async def _refused(asked: JSON, scene: Scene) -> Outcome | None:
    """Why a question is not passed on: it is under way, or enough others are."""
    waiting = await scene.stores.relays.open_of(scene.asker.id, now=scene.now)
    same = next((one for one in waiting if same_subject(one.subject, asked["subject"])), None)
    if same is not None:
        return Outcome(reply=relay_texts.asked_before(same))
    if len(waiting) >= MOST_OPEN:
        return Outcome(reply=relay_texts.too_many(MOST_OPEN))
    return None


def _confirm(state: JSON, scene: Scene) -> Outcome:
    reply = relay_texts.confirm(
        state["question"], to=state["to"], note=state["note"], asker=scene.asker
    )
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)


async def _targets(text: str, scene: Scene) -> tuple[str, str, list[str]]:
    """Where a question goes, how to say it, and what to add: a group's channels, else each coordinator."""
    note = ""
    for mention in find_groups(text, scene.knowledge.groups):
        channels = await scene.stores.groups.reachable(mention.group.code)
        if channels:
            to = relay_texts.the_group(mention.group.name)
            return to, "", [one.conversation for one in channels]
        note = relay_texts.no_channel(mention.group.name)
    others = [one.id for one in _coordinators(scene) if one.id != scene.asker.id]
    chats = await scene.stores.references.personal_of(others)
    return relay_texts.THE_COORDINATION, note, [one.conversation for one in chats]


def _coordinators(scene: Scene) -> list[Person]:
    people = [one for one in scene.knowledge.people if one.role is not Role.AGENT]
    return [one for one in people if one.role is Role.COORDINATOR] or people


def _write_yourself(subject: str, note: str, scene: Scene) -> Outcome:
    """The bot can reach nobody: whom to write to, with the message begun."""
    viewer = Viewer(person=scene.asker, place=scene.incoming.place)
    people = [viewer.met(one) for one in _coordinators(scene) if one.id != scene.asker.id]
    reply = relay_texts.nobody_to_ask(
        people, scene.knowledge, subject=subject, note=note, today=scene.today
    )
    return Outcome(reply=reply)


async def _send(state: JSON, scene: Scene) -> Outcome:
    own = await scene.stores.references.personal(scene.asker.id)
    here = scene.incoming.channel or scene.incoming.conversation
    relay = Relay(
        asker_id=scene.asker.id,
        conversation=own.conversation if own else here,
        question=state["question"],
        subject=state["subject"] or state["question"],
        targets=tuple(state["targets"]),
        asked_at=scene.now,
        expires_at=scene.now + LASTS,
    )
    number = await scene.stores.relays.add(relay)
    for place, target in enumerate(relay.targets):
        post = relay_texts.post(number, relay, scene.asker)
        key = f"relay:{number}:{place}"
        await relay_answers.write(key, target, post, scene, expires_at=relay.expires_at)
    private = own is not None or scene.incoming.place is Place.PERSONAL
    return Outcome(reply=relay_texts.sent(state["to"], private=private), effect=Effect.WRITES)
