"""Actions in conversation: reports are written here, after a « oui »; questions are answered."""

import dataclasses
import re
from datetime import date

from dialogs.actions import creation_texts, flow, queries, texts
from dialogs.actions.flow import Desk
from dialogs.french import dates
from dialogs.mentions.actions import find_actions
from dialogs.mentions.people import find_people
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.records import JSON, Action, Person
from storage.stores.actions import ActionMoved

_HAND_OVER = re.compile(
    r"\b(?:confi|transf[eè]r|attribu|donn|pass)\w*\b.*\b(?:à|a)\s+\S", re.IGNORECASE
)
_ASIDE = re.compile(
    r"\b(?:pour|confiée? à|pilote|échéance|avant|d['’]ici)\s*:?\s*(?=$|[,.])", re.IGNORECASE
)


async def start(intent: Intent, scene: Scene) -> Outcome:
    """A report, a question, a new action."""
    desk = _desk(scene)
    match intent.name:
        case IntentName.ACTION_QUERY:
            return await _query(intent, desk, scene)
        case IntentName.CREATE_ACTION:
            return flow.create(_draft(intent, scene), scene.knowledge.axes, desk)
        case _:
            return _hand_over(intent.text, desk, scene) or flow.update(intent.text, desk)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on with what is open; None when the message is about something else."""
    if state["kind"] == "actions.subject":
        return await _follow_up(state, intent, scene)
    if intent.name is IntentName.CANCEL and state["kind"] != "actions.asked":
        # « non, 60 en fait » is a correction, « non » alone a refusal.
        return _amended(state, intent, scene) or Outcome(reply=texts.cancelled())
    if intent.name is IntentName.CONFIRM and state["kind"] == "actions.confirm":
        return await _write(state, scene)
    if intent.name is IntentName.CONFIRM and state["kind"] == "actions.create":
        return await _create(state, scene)
    if intent.name is IntentName.CONFIRM and state["kind"] == "actions.which":
        return flow.agreed(state, _desk(scene)) or flow.chosen(state, intent.text, _desk(scene))
    return _answered(state, intent, scene)


def _answered(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """What was said to a question that waits for more than a « oui »."""
    match state["kind"]:
        case "actions.confirm":
            return _amended(state, intent, scene)
        case "actions.which":
            return flow.chosen(state, intent.text, _desk(scene))
        case "actions.which_date":
            return flow.dated(state, intent.text, _desk(scene))
        case "actions.asked":
            return _asked(state, intent, scene)
        case "actions.axis":
            return _with_axis(state, intent, scene)
        case _:
            return None


def _desk(scene: Scene) -> Desk:
    return Desk(
        asker=scene.asker,
        register=scene.knowledge.actions,
        people={person.id: person for person in scene.knowledge.people},
        today=scene.today,
    )


async def _query(intent: Intent, desk: Desk, scene: Scene) -> Outcome:
    if intent.slots.get("op") == "export":
        return Outcome(reply=texts.table())
    question = queries.read(intent, desk, scene.knowledge.axes)
    if question.number is None:
        chosen = queries.choose(question, desk)
        return Outcome(reply=texts.several(question.heading, chosen, desk.people, desk.today))
    action = desk.action(question.number)
    if action is None:
        return Outcome(reply=texts.unknown([question.number], desk.register))
    return await _one(action, desk, scene)


async def _one(action: Action, desk: Desk, scene: Scene) -> Outcome:
    journal = await scene.stores.actions.journal(action.number)
    about = {"kind": "actions.subject", "number": action.number}
    return Outcome(reply=texts.one(action, desk.people, journal, desk.today), about=about)


async def _follow_up(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« et elle est bloquée », after an action was shown: news of the one spoken of."""
    desk = _desk(scene)
    action = desk.action(state["number"])
    if action is None or intent.name is not IntentName.ACTION_UPDATE:
        return None
    if find_actions(intent.text, desk.register):
        return None
    return flow.news(intent.text, action, desk)


def _amended(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    if intent.slots.get("choice"):
        return None
    if state["kind"] == "actions.which":
        return flow.more_news(state, intent.text, _desk(scene))
    amends = state["kind"] == "actions.confirm"
    return flow.amended(state, intent.text, _desk(scene)) if amends else None


async def _write(state: JSON, scene: Scene) -> Outcome:
    """All changes or none: an action that moved since it was shown stops them all."""
    changes = [flow.change_from(data) for data in state["changes"]]
    current = {action.number: action for action in await scene.stores.actions.register()}
    stale = [
        current[change.number]
        for change in changes
        if current[change.number].version != state["versions"][str(change.number)]
    ]
    if stale:
        return Outcome(reply=texts.moved(stale))
    try:
        after = [
            await scene.stores.actions.record(
                change,
                version=current[change.number].version,
                at=scene.now,
                day=scene.today,
                author_id=scene.asker.id,
            )
            for change in changes
        ]
    except ActionMoved as moved:
        return Outcome(reply=texts.moved([moved.current]))
    return Outcome(reply=texts.written(after), effect=Effect.WRITES)


def _asked(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """An answer to the bot's own question; other requests leave it open."""
    desk = _desk(scene)
    action = desk.action(state["actions"][0])
    if action is None:
        return None
    choice = intent.slots.get("choice")
    if choice is not None:
        return flow.pressed(str(choice), action, desk)
    if intent.name is IntentName.CANCEL:
        return flow.pressed(texts.LATER, action, desk)
    named = find_actions(intent.text, desk.register)
    elsewhere = named and action.number not in {mention.number for mention in named}
    takes = {IntentName.ACTION_UPDATE, IntentName.CONFIRM, IntentName.OUT_OF_SCOPE}
    if elsewhere or intent.name not in takes:
        return None
    return flow.news(intent.text, action, desk)


def _hand_over(text: str, desk: Desk, scene: Scene) -> Outcome | None:
    if not _HAND_OVER.search(text):
        return None
    people = find_people(text, scene.knowledge.people)
    named = [one for one in find_actions(text, desk.register) if one.by == "number"]
    if len(people) != 1 or len(named) != 1:
        return None
    return flow.hand_over(named[0].number, people[0].person, text, desk)


def _draft(intent: Intent, scene: Scene) -> Action:
    slots = intent.slots
    told = dates.find_all(intent.text, scene.today)
    owner = _owner(slots.get("person"), intent.text, scene)
    title = _without_dates(str(slots.get("action_title") or ""), scene.today)
    axis = str(slots.get("axis") or "")
    return flow.draft_of(
        _ASIDE.sub("", title),
        due=told[-1].deadline if told and not told[-1].is_past else None,
        owner_id=owner.id if owner else None,
        axis=next((one for one in scene.knowledge.axes if one.casefold() == axis.casefold()), ""),
    )


def _without_dates(title: str, today: date) -> str:
    for found in reversed(dates.find_all(title, today)):
        title = f"{title[: found.span[0]]}{title[found.span[1] :]}"
    return title.strip()


def _owner(named: object, text: str, scene: Scene) -> Person | None:
    found = find_people(str(named) if named else text, scene.knowledge.people)
    return found[0].person if len(found) == 1 else None


def _with_axis(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    wanted = intent.text.casefold()
    axis = next((one for one in scene.knowledge.axes if one.casefold() in wanted), None)
    if axis is None:
        return None
    draft = dataclasses.replace(flow.draft_from(state), axis=axis)
    return flow.create(draft, scene.knowledge.axes, _desk(scene))


async def _create(state: JSON, scene: Scene) -> Outcome:
    number = await scene.stores.actions.next_number()
    action = dataclasses.replace(flow.draft_from(state), number=number, last_news=scene.today)
    await scene.stores.actions.create(action, at=scene.now, author_id=scene.asker.id)
    return Outcome(reply=creation_texts.created(action), effect=Effect.WRITES)
