"""A head of service thinks of lines for somebody; only that person publishes them."""

from dialogs.experts import flow, proposal_texts
from dialogs.experts.evidence import leads
from dialogs.experts.flow import Kind
from dialogs.mentions.people import find_people
from dialogs.scene import Effect, Intent, Outcome, Scene
from dialogs.understand.proposing import proposed
from storage.records import JSON, Person, Role
from storage.sharing import Proposal

MOST = 5  # lines at once


def takes(intent: Intent) -> bool:
    """Whether a message proposes lines for somebody."""
    return "proposes" in intent.slots


async def start(intent: Intent, scene: Scene) -> Outcome:
    """Shows what will be proposed to whom, if the asker may."""
    told = proposed(intent.text)
    people = find_people(told.who, scene.knowledge.people) if told else ()
    named = list({one.person.id: one.person for one in people}.values())
    if told is None or len(named) != 1:
        return Outcome(reply=proposal_texts.whom(named))
    person = named[0]
    if person.id == scene.asker.id:
        skills = await scene.stores.people.skills(person.id)
        return flow.taught(intent, told.lines, person, skills, teaches=False)
    if not _may(scene.asker, person, scene):
        return Outcome(reply=proposal_texts.not_yours_to_propose())
    lines = [line[: flow.LONGEST_LINE] for line in told.lines[:MOST]]
    state = {"kind": Kind.PROPOSE, "person": person.id, "lines": lines}
    reply = proposal_texts.confirm(person, lines)
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)


async def kept(state: JSON, scene: Scene) -> Outcome:
    """Keeps the lines until the person answers; the job that asks them finds them there."""
    person = scene.knowledge.person(state["person"])
    if person is None or not _may(scene.asker, person, scene):
        return Outcome(reply=proposal_texts.not_yours_to_propose())
    for line in state["lines"]:
        proposal = Proposal(
            person_id=person.id, text=line, proposed_by=scene.asker.id, proposed_at=scene.now
        )
        await scene.stores.wishes.propose(proposal)
    return Outcome(reply=proposal_texts.sent(person), effect=Effect.WRITES)


def _may(asker: Person, person: Person, scene: Scene) -> bool:
    """Coordination, and who leads the person's venue."""
    if asker.role is not Role.AGENT:
        return True
    return bool(asker.venue) and asker.venue == person.venue and leads(asker, scene.knowledge)
