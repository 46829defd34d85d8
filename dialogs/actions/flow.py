"""Talks about actions: what is proposed, amended, asked back. Pure.

update ──> confirm ──oui──> written
   │          ^  └─ « non, 60 en fait » ─> confirm again
   ├─> which (two titles fit) ──> confirm
   ├─> which_date (repoussée… à quand ?) ──> confirm
asked (the bot's own question) ──> confirm
what (que dois-je noter ?) ──> confirm
"""

import re
from collections.abc import Sequence

from dialogs.actions import asking_texts
from dialogs.actions.corrections import corrected
from dialogs.actions.desk import Desk
from dialogs.actions.naming import names_another, spoken_of, worth_noting
from dialogs.actions.progress import MOST_CANDIDATES, Interpretation, interpret
from dialogs.actions.proposing import propose
from dialogs.actions.reading import Reading, read
from dialogs.french import dates
from dialogs.french.words import fold
from dialogs.mentions.actions import find_actions, nearest
from dialogs.messages import Reply
from dialogs.scene import Effect, Outcome
from storage.records import JSON, Action, ActionChange, ActionStatus

_FIGURE = re.compile(r"^\D*(?<![-\d])(\d{1,3})\D*$")
_BARE = re.compile(r"^\W*(?:\w+\W+){0,2}\d+\W*(?:\w+\W*){0,2}$")  # « euh 90 je dirais »
_ALL = 100
# Said of all that one does, not of the action that was just shown.
_OF_ONESELF = re.compile(
    r"\b(?:tout est|tout a ete|j'ai (?:tout |bien |enfin )?(?:fini|termine|boucle)\W*$"
    r"|rien de (?:neuf|nouveau)|ras\b|rien a signaler)"
)


def update(text: str, desk: Desk) -> Outcome:
    """A report in plain French; one that says nothing is answered, never proposed."""
    found = interpret(text, sender_id=desk.asker.id, register=desk.register, today=desk.today)
    if found.ask_back:
        return asked_back(text, found, desk)
    told = [change for change in found.changes if _tells(change, desk)]
    silent = next((desk.action(one.number) for one in found.changes if one not in told), None)
    if told:
        unread = [one.number for one in found.changes if one not in told]
        return propose(told, desk, lead=asking_texts.unread(unread))
    if silent is None or not find_actions(text, desk.register):
        return Outcome(reply=asking_texts.no_news())
    return what_news(silent, text)


def asked_back(text: str, found: Interpretation, desk: Desk) -> Outcome:
    """What has to be known before anything is written."""
    if found.unknown:
        return Outcome(reply=asking_texts.unknown(found.unknown, desk.register))
    candidates = [one for number in found.candidates if (one := desk.action(number))]
    if found.impossible and candidates:
        return _what(candidates[0], text, asking_texts.impossible(candidates[0]))
    if found.unclear_date and candidates:
        state = {"kind": "actions.which_date", "number": candidates[0].number}
        reply = asking_texts.which_date(candidates[0])
        return Outcome(reply=reply, effect=Effect.ASKS, asks=state)
    if not find_actions(text, desk.register):
        return _unnamed(text, candidates, desk)
    return which(text, candidates)


def which(text: str, candidates: Sequence[Action], *, named: str = "") -> Outcome:
    """Asks of which action this is said; « named » is a name that none has."""
    numbers = [one.number for one in candidates]
    state = {"kind": "actions.which", "text": text, "candidates": numbers, "later": []}
    reply = asking_texts.which(candidates, named=named)
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)


def what_news(action: Action, text: str) -> Outcome:
    """« L'action 16… », without news: asks what to note."""
    return _what(action, text, asking_texts.what_news(action))


def about(text: str, action: Action, desk: Desk) -> Outcome | None:
    """`text` after a talk about `action`: news of it, or of what its words name instead."""
    if find_actions(text, desk.register):
        return None
    if names_another(text, action):
        return which(text, _offered(action, desk), named=spoken_of(text))
    if not desk.is_owner(action) and _OF_ONESELF.search(fold(text)):
        return update(text, desk) if desk.own() else which(text, _offered(action, desk))
    return news(text, action, desk)


def chosen(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The answer to « de quelle action parlez-vous ? », by button, number, words or « oui »."""
    number = choice(text, state["candidates"], desk)
    action = desk.action(number) if number is not None else None
    if action is None:
        return more_news(state, text, desk)
    outcome = news(state["text"], action, desk) or what_news(action, text)
    for later in state["later"]:
        waits = outcome.asks is not None and outcome.asks["kind"] == "actions.confirm"
        outcome = (corrected(outcome.asks or {}, later, desk) if waits else None) or outcome
    return outcome


def more_news(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """« non, plutôt le 20 mars » before the action is known: the news grow, the question stays."""
    candidates = [one for number in state["candidates"] if (one := desk.action(number))]
    if not candidates or find_actions(text, desk.register):
        return None
    if not dates.read(text, desk.today) and read(text, candidates[0], desk.today).says_nothing:
        return None
    grown = {**state, "later": [*state["later"], text]}
    return Outcome(reply=asking_texts.which(candidates), effect=Effect.ASKS, asks=grown)


def news(text: str, action: Action, desk: Desk) -> Outcome | None:
    """`text` as a report on one action; None when it says nothing of it."""
    found = read(text, action, desk.today)
    if found.impossible:
        return _what(action, text, asking_texts.impossible(action))
    if found.says_nothing:
        return None
    if found.unclear:
        unclear = Interpretation(ask_back=True, candidates=(action.number,), unclear_date=True)
        return asked_back(text, unclear, desk)
    return propose([as_change(action, found, text)], desk)


def bare_figure(text: str, desk: Desk) -> int | None:
    """« 70 », « euh 90 je dirais »: a percentage where one was asked for."""
    figure = _FIGURE.match(text) if _BARE.match(text) else None
    if figure is None or dates.read(text, desk.today) is not None or int(figure[1]) > _ALL:
        return None
    return int(figure[1])


def told(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The answer to « que dois-je noter ? »: news, or a bare figure."""
    action = desk.action(state["number"])
    if action is None:
        return None
    figure = bare_figure(text, desk)
    if figure is not None:
        return news(f"{figure} %", action, desk)
    named = find_actions(text, desk.register)
    if named and action.number not in {one.number for one in named}:
        return None
    return news(text, action, desk)


def dated(state: JSON, text: str, desk: Desk) -> Outcome | None:
    """The answer to « à quelle date la repousser ? »."""
    found = dates.read(text, desk.today)
    action = desk.action(state["number"])
    due = found.deadline if found and not found.is_past else None
    if action is not None and due is None and action.due is not None:
        due = dates.shift_from(text, action.due)
    if action is None or due is None:
        return None
    return propose([ActionChange(number=action.number, due=due, note=text)], desk)


def as_change(action: Action, found: Reading, text: str) -> ActionChange:
    """What was read, as a change."""
    lifted = action.blocker and found.status not in {None, ActionStatus.BLOCKED}
    return ActionChange(
        number=action.number,
        status=found.status,
        progress=found.progress,
        due=found.due,
        blocker=found.blocker if found.blocker is not None else "" if lifted else None,
        late=found.late,
        note=text.strip(),
    )


def choice(text: str, candidates: Sequence[int], desk: Desk) -> int | None:
    """Which of the actions offered is meant: its number or words of its title."""
    if text.isdecimal() and (int(text) in candidates or not candidates):
        return int(text)
    offered = [action for action in desk.register if action.number in candidates]
    found = find_actions(text, offered or desk.register)
    return found[0].number if found else None


def _tells(change: ActionChange, desk: Desk) -> bool:
    """Whether there is something to keep: a change, « rien de neuf », or words worth a note."""
    action = desk.action(change.number)
    if action is None:
        return False
    said = (change.status, change.progress, change.due, change.blocker)
    if change.late or any(value is not None for value in said):
        return True
    same = read(change.note, action, desk.today).same
    return same or worth_noting(change.note, action)


def _unnamed(text: str, candidates: Sequence[Action], desk: Desk) -> Outcome:
    """No action is named: perhaps one that nobody knows, perhaps no news at all."""
    named = spoken_of(text)
    heard = read(text, Action(number=0, title="", axis=""), desk.today)
    if heard.says_nothing and not named:
        return Outcome(reply=asking_texts.no_news())
    offered = candidates or nearest(named, desk.register)[:MOST_CANDIDATES]
    return which(text, offered, named=named)


def _offered(action: Action, desk: Desk) -> list[Action]:
    numbers = dict.fromkeys([action.number, *desk.own()])
    return [one for number in numbers if (one := desk.action(number))][:MOST_CANDIDATES]


def _what(action: Action, text: str, reply: Reply) -> Outcome:
    state = {"kind": "actions.what", "number": action.number, "text": text}
    return Outcome(reply=reply, effect=Effect.ASKS, asks=state)
