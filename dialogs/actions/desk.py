"""What a talk about actions knows, and how changes and drafts are kept between two messages."""

import dataclasses
from collections.abc import Mapping
from datetime import date

from storage.records import JSON, Action, ActionChange, ActionStatus, Person, Role


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a talk about actions needs to know."""

    asker: Person
    register: tuple[Action, ...]
    people: Mapping[str, Person]
    today: date

    def action(self, number: int) -> Action | None:
        """By number."""
        return next((action for action in self.register if action.number == number), None)

    def own(self) -> list[int]:
        """The numbers of the asker's open actions."""
        return [one.number for one in self.register if one.is_open and self.is_owner(one)]

    def is_owner(self, action: Action) -> bool:
        """Whether the asker pilots it."""
        return action.owner_id == self.asker.id

    def besides(self, action: Action) -> list[Person]:
        """Who coordinates the plan, for whoever does not reach an action's pilot: two at most."""
        held = [one for one in self.people.values() if one.role is Role.COORDINATOR]
        others = [one for one in held if one.id != action.owner_id]
        return sorted(others, key=lambda one: one.name)[:2]

    def may_restructure(self, action: Action) -> bool:
        """Owner and coordination hand over, rename and abandon; anybody where nobody pilots."""
        return self.asker.role is not Role.AGENT or action.owner_id in {self.asker.id, None}


def change_json(change: ActionChange) -> JSON:
    """A change as a state holds it."""
    data = dataclasses.asdict(change)
    data["due"] = change.due.isoformat() if change.due else None
    return data


def change_from(data: JSON) -> ActionChange:
    """The inverse of `change_json`."""
    due = date.fromisoformat(data["due"]) if data["due"] else None
    status = ActionStatus(data["status"]) if data["status"] else None
    return ActionChange(**{**data, "due": due, "status": status})


def draft_json(draft: Action) -> JSON:
    """A new action as a state holds it."""
    due = draft.due.isoformat() if draft.due else None
    return {"title": draft.title, "axis": draft.axis, "due": due, "owner_id": draft.owner_id}


def draft_from(state: JSON) -> Action:
    """The inverse of `draft_json`."""
    due = date.fromisoformat(state["due"]) if state["due"] else None
    return Action(
        number=0, title=state["title"], axis=state["axis"], due=due, owner_id=state["owner_id"]
    )
