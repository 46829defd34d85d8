"""Shows changes back before they are written, to whoever may make them. Pure."""

from collections.abc import Sequence

from dialogs.actions import asking_texts, texts
from dialogs.actions.desk import Desk, change_json
from dialogs.messages import Text
from dialogs.scene import Effect, Outcome
from storage.records import JSON, ActionChange, ActionStatus


def propose(
    changes: Sequence[ActionChange], desk: Desk, *, lead: tuple[Text, ...] = ()
) -> Outcome:
    """Shows the changes back and waits for a « oui »."""
    pairs = [(action, one) for one in changes if (action := desk.action(one.number))]
    for action, change in pairs:
        if _restructures(change) and not desk.may_restructure(action):
            return Outcome(reply=asking_texts.not_allowed(action, desk.people))
    return Outcome(
        reply=texts.proposal(pairs, desk.people, today=desk.today, lead=lead),
        effect=Effect.ASKS,
        asks={
            "kind": "actions.confirm",
            "changes": [change_json(change) for change in changes],
            "versions": {str(action.number): action.version for action, _ in pairs},
        },
        about=subject(changes[-1].number) if changes else None,
    )


def subject(number: int) -> JSON:
    """What the next message may be about."""
    return {"kind": "actions.subject", "number": number}


def _restructures(change: ActionChange) -> bool:
    return change.status is ActionStatus.DROPPED or (change.owner_id, change.title) != (None, None)
