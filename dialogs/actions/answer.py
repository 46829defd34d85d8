"""Actions in conversation: reports are written here, after a « oui »; questions are answered."""

import dataclasses

from dialogs.actions import (
    corrections,
    creation,
    creation_texts,
    flow,
    orders,
    proposing,
    queries,
    questions,
    reminders_flow,
    texts,
)
from dialogs.actions.creation import Town
from dialogs.actions.desk import Desk, change_from, draft_from
from dialogs.mentions.actions import find_actions
from dialogs.scene import Effect, Intent, IntentName, Outcome, Scene
from storage.records import JSON, Action
from storage.stores.actions import ActionMoved


async def start(intent: Intent, scene: Scene) -> Outcome:
    """A report, a question, an order, a new action."""
    desk = _desk(scene)
    if intent.name is IntentName.CREATE_ACTION:
        title, axis = (str(intent.slots.get(name) or "") for name in ("action_title", "axis"))
        town = _town(scene)
        known = next((one for one in town.axes if one.casefold() == axis.casefold()), "")
        return creation.create(intent.text, title, axis=known, desk=desk, town=town)
    asks = questions.asks(intent.text)
    ordered = None if asks and "?" in intent.text else orders.order(intent.text, desk)
    if ordered is not None:
        return ordered
    if asks or intent.name is IntentName.ACTION_QUERY:
        return await _query(intent, desk, scene)
    return flow.update(intent.text, desk)


async def resume(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Goes on with what is open; None when the message is about something else."""
    if state["kind"] == "actions.subject":
        return await _follow_up(state, intent, scene)
    if state["kind"] == "actions.look":
        return await _look(state, intent, scene)
    if scene.incoming.click is None and questions.asks(intent.text):
        return await _asked_about(state, intent, scene)
    if intent.name is IntentName.CANCEL and state["kind"] != "actions.asked":
        # « non, 60 en fait » is a correction, « non » alone a refusal.
        return _answered(state, intent, scene) or Outcome(reply=texts.cancelled())
    if intent.name is IntentName.CONFIRM and state["kind"] == "actions.confirm":
        return await _write(state, intent, scene)
    if intent.name is IntentName.CONFIRM and state["kind"] == "actions.create":
        return await _create(state, scene)
    if intent.name is IntentName.CONFIRM and state["kind"] == "actions.which":
        return _agreed(state, intent.text, _desk(scene))
    return _answered(state, intent, scene)


def _answered(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """What was said to a question that waits for more than a « oui »."""
    desk, text = _desk(scene), intent.text
    refused = intent.name is IntentName.CANCEL
    match state["kind"]:
        case "actions.confirm":
            return _corrected(state, text, desk)
        case "actions.which":
            return flow.more_news(state, text, desk) if refused else _chosen(state, text, desk)
        case "actions.which_date":
            return flow.dated(state, text, desk)
        case "actions.what":
            return flow.told(state, text, desk)
        case "actions.to_whom":
            return None if refused else orders.named_owner(state, text, desk)
        case "actions.asked":
            return reminders_flow.answered(state, intent, desk)
        case "actions.title" | "actions.axis" | "actions.create":
            return _amended(state, intent, scene)
        case _:
            return None


def _corrected(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """An order takes the place of one change; of several, « enlève la 6 » leaves one out."""
    if corrections.refuses(text):
        return Outcome(reply=texts.cancelled())
    numbers = [data["number"] for data in state["changes"]]
    alone = desk.action(numbers[0]) if len(numbers) == 1 else None
    ordered = orders.order(text, desk, spoken_of=alone) if alone else None
    return ordered or corrections.corrected(state, text, desk)


def _titled(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """Any sentence may be a title, but for what clearly wants something else."""
    elsewhere = {
        IntentName.GREETING,
        IntentName.HELP,
        IntentName.CONFIRM,
        IntentName.CANCEL,
        IntentName.ACTION_QUERY,
    }
    if intent.name in elsewhere:
        return None
    if intent.name is IntentName.CREATE_ACTION and intent.slots.get("action_title"):
        return None
    return creation.titled(state, intent.text, desk=_desk(scene), town=_town(scene))


def _amended(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« Le programme du week-end » has a date too, and is no due day."""
    if state["kind"] == "actions.title":
        return _titled(state, intent, scene)
    elsewhere = {IntentName.PROGRAMMING_QUESTION, IntentName.HELP, IntentName.CREATE_ACTION}
    if intent.name in elsewhere and not creation.amends(intent.text):
        return None
    if find_actions(intent.text, scene.knowledge.actions)[:1] and not creation.amends(intent.text):
        return None
    return creation.amended(state, intent.text, _desk(scene), _town(scene))


def _agreed(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """« Oui » to the only action that was proposed."""
    only = [str(number) for number in state["candidates"]]
    return _chosen(state, only[0] if len(only) == 1 else text, desk)


def _chosen(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The action is known now: what was said of it is an order, or news."""
    number = flow.choice(text, state["candidates"], desk)
    action = desk.action(number) if number is not None else None
    ordered = orders.order(state["text"], desk, chosen=action) if action else None
    return ordered or flow.chosen(state, text, desk)


def _desk(scene: Scene) -> Desk:
    return Desk(
        asker=scene.asker,
        register=scene.knowledge.actions,
        people={person.id: person for person in scene.knowledge.people},
        today=scene.today,
    )


def _town(scene: Scene) -> Town:
    return Town(axes=scene.knowledge.axes, groups=scene.knowledge.groups)


async def _query(intent: Intent, desk: Desk, scene: Scene) -> Outcome:
    if intent.slots.get("op") == "export":
        return Outcome(reply=texts.table())
    town = queries.Town(
        axes=scene.knowledge.axes, groups=scene.knowledge.groups, venues=scene.knowledge.venues
    )
    found = queries.answer(intent.text, desk, town)
    if not isinstance(found, Action):
        return found
    return await _one(found, desk, scene, who=questions.asks_who(intent.text))


async def _one(action: Action, desk: Desk, scene: Scene, *, who: bool = False) -> Outcome:
    journal = await scene.stores.actions.journal(action.number)
    about = {"kind": "actions.subject", "number": action.number}
    besides = desk.besides(action) if who else ()
    reply = texts.one(action, desk.people, journal, desk.today, else_=besides)
    return Outcome(reply=reply, about=about)


async def _asked_about(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« C'est laquelle déjà ? » before the answer: the action is shown, the question stays."""
    desk = _desk(scene)
    number = state["actions"][0] if "actions" in state else state.get("number")
    action = desk.action(number) if number is not None else None
    if action is None or not questions.goes_on(intent.text):
        return None
    if find_actions(intent.text, desk.register):
        return None
    shown = await _one(action, desk, scene)
    return dataclasses.replace(shown, asks=state, effect=Effect.ASKS)


async def _look(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """The answer to « de quelle action parlez-vous ? » when its state was asked for."""
    desk = _desk(scene)
    takes = {IntentName.CHOICE, IntentName.ACTION_QUERY, IntentName.OUT_OF_SCOPE}
    if intent.name not in takes or questions.asks(intent.text):
        return None
    number = flow.choice(intent.text, state["candidates"], desk)
    action = desk.action(number) if number is not None else None
    return await _one(action, desk, scene) if action else None


async def _follow_up(state: JSON, intent: Intent, scene: Scene) -> Outcome | None:
    """« et elle est bloquée », « qui la pilote ? » after an action was shown."""
    desk = _desk(scene)
    action = desk.action(state["number"])
    if action is None or intent.name not in {IntentName.ACTION_UPDATE, IntentName.ACTION_QUERY}:
        return None
    if questions.asks(intent.text):
        goes_on = questions.goes_on(intent.text) and not find_actions(intent.text, desk.register)
        return await _one(action, desk, scene) if goes_on else None
    ordered = orders.order(intent.text, desk, spoken_of=action)
    if ordered is not None or intent.name is IntentName.ACTION_QUERY:
        return ordered
    return flow.about(intent.text, action, desk)


async def _write(state: JSON, intent: Intent, scene: Scene) -> Outcome:
    """All changes or none: an action that moved since it was shown stops them all."""
    told = [change_from(data) for data in state["changes"]]
    changes = corrections.kept(told, "" if scene.incoming.click else intent.text)
    current = {action.number: action for action in await scene.stores.actions.register()}
    stale = [
        current[change.number]
        for change in changes
        if current[change.number].version != state["versions"][str(change.number)]
    ]
    if stale:
        return Outcome(reply=texts.moved(stale, scene.today))
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
        return Outcome(reply=texts.moved([moved.current], scene.today))
    pairs = list(zip(after, changes, strict=True))
    reply = texts.written(pairs, _desk(scene).people, today=scene.today)
    return Outcome(reply=reply, effect=Effect.WRITES, about=proposing.subject(after[-1].number))


async def _create(state: JSON, scene: Scene) -> Outcome:
    number = await scene.stores.actions.next_number()
    action = dataclasses.replace(draft_from(state), number=number, last_news=scene.today)
    await scene.stores.actions.create(action, at=scene.now, author_id=scene.asker.id)
    return Outcome(reply=creation_texts.created(action), effect=Effect.WRITES)
