"""What the bot says about actions: short, warm, never blaming."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dialogs.actions.reading import is_late
from dialogs.actions.reminders import Question
from dialogs.french import say as french
from dialogs.messages import (
    NO,
    YES,
    Choose,
    Entry,
    Facts,
    Fold,
    Heading,
    Link,
    Part,
    Reply,
    Say,
    Text,
    say,
)
from storage.records import (
    Action,
    ActionChange,
    ActionStatus,
    JournalEntry,
    Person,
)

STATUS = {
    ActionStatus.TODO: "à faire",
    ActionStatus.DOING: "en cours",
    ActionStatus.BLOCKED: "bloquée",
    ActionStatus.DONE: "terminée",
    ActionStatus.DROPPED: "abandonnée",
}
_LONGEST_NOTE = 160
_AS_IT_IS = "J’enregistre ? Vous pouvez aussi corriger d’une phrase."
_NEW_DATE = "J’enregistre ainsi, ou visez-vous une nouvelle date ?"
REGISTER_FILE = "passerelle:actions.xlsx"
DONE, MOVING, STUCK, LATER = "fait", "avance", "bloque", "plus_tard"

MINE = Say("Mes actions", "mes actions")
TABLE = Say("Le tableau Excel", "envoie-moi le tableau des actions")
Owners = Mapping[str, Person]


def title(action: Action) -> str:
    """« Action 12 : Rédiger un cadre… »."""
    return f"Action {action.number} : {action.title}"


def proposal(
    pairs: Sequence[tuple[Action, ActionChange]],
    owners: Owners,
    *,
    today: date,
    lead: tuple[Text, ...] = (),
) -> Reply:
    """What is about to be written, before and after, for a « oui »."""
    parts: list[Part] = [*lead, Heading("Voici ce que j’ai compris")]
    for action, change in pairs:
        parts.append(Heading(title(action), level=2))
        parts.append(Facts(_rows(action, change, owners, today)))
    undated = any(change.late and change.due is None for _, change in pairs)
    parts.append(Text(_NEW_DATE if undated else _AS_IT_IS, subtle=True))
    return Reply(parts=tuple(parts), buttons=(Choose(_act(pairs), YES, primary=True), CANCEL))


def written(pairs: Sequence[tuple[Action, ActionChange]], owners: Owners, *, today: date) -> Reply:
    """The register says so now."""
    lines = [
        f"{title(action)} — {_now(action, change, owners, today)}." for action, change in pairs
    ]
    return say("C’est enregistré.", *lines, buttons=(MINE,))


def _now(action: Action, change: ActionChange, owners: Owners, today: date) -> str:
    if change.owner_id is not None:
        return f"pilote : {owner_name(action, owners)}"
    return standing(action, today, announced=change.late and change.due is None)


def moved(actions: Sequence[Action], today: date) -> Reply:
    """Somebody changed an action since it was shown: nothing is overwritten."""
    names = french.listing([f"l’action {action.number}" for action in actions])
    return Reply(
        parts=(
            Text(f"Quelqu’un a modifié {names} entre-temps. Voici où elle en est à présent :"),
            *(Text(f"{title(action)} — {standing(action, today)}.") for action in actions),
            Text("Redites-moi ce qui change, et je vous le montre de nouveau."),
        )
    )


def cancelled() -> Reply:
    """Nothing was written."""
    return say("D’accord, rien n’a changé.", buttons=(MINE,))


def one(
    action: Action,
    owners: Owners,
    journal: Sequence[JournalEntry],
    today: date,
    *,
    else_: Sequence[Person] = (),
) -> Reply:
    """Where an action stands; `else_` are those to turn to when its pilot is not there."""
    announced = _announced_late(action, journal)
    rows = [
        ("État", standing(action, today, announced=announced)),
        ("Pilote", owner_name(action, owners)),
    ]
    if else_:
        rows.append(("Sinon", f"{french.listing([one.name for one in else_])} (coordination)"))
    if action.due:
        rows.append(("Échéance", _due(action, today)))
    rows.append(("Dernières nouvelles", _news(action, today)))
    if action.blocker:
        rows.append(("Blocage", action.blocker))
    rows.append(("Axe", action.axis))
    notes = [entry for entry in journal if entry.note][-3:]
    parts: list[Part] = [Heading(title(action)), Facts(tuple(rows))]
    if notes:
        lines = [
            Text(f"{french.short_day(entry.at.date())} : « {entry.note} »") for entry in notes
        ]
        parts.append(Fold("Les derniers échanges", tuple(lines)))
    return Reply(parts=tuple(parts), buttons=(MINE, TABLE))


def table() -> Reply:
    """The register as a file; the link is made real on the way out."""
    return Reply(
        parts=(Text("Voici le tableau de suivi des actions, à jour à l’instant."),),
        buttons=(Link("Ouvrir le tableau Excel", REGISTER_FILE),),
    )


def question(asked: Question, *, today: date) -> Reply:
    """The one question that an owner gets: about the action that was silent longest."""
    action = asked.actions[0]
    first = asked.person.name.split(" ", maxsplit=1)[0]
    since = (
        f" (dernières nouvelles {french.ago(action.last_news, today)})" if action.last_news else ""
    )
    parts: list[Part] = [
        Text(f"Bonjour {first}, avez-vous des nouvelles d’une action que vous pilotez ?"),
        Entry(title(action), (f"{standing(action).capitalize()}{since}.",)),
        Text(
            "Un clic ou une phrase suffit : « on en est à 60 %, on vise le 15 mars ».", subtle=True
        ),
    ]
    if len(asked.actions) > 1:
        others = french.count(len(asked.actions) - 1, "autre action", "autres actions")
        parts.append(Text(f"Il y a aussi {others} sans nouvelles : « mes actions ».", subtle=True))
    buttons = (
        Choose("C’est fait", DONE),
        Choose("Ça avance", MOVING),
        Choose("C’est bloqué", STUCK),
        Choose("Plus tard", LATER),
    )
    return Reply(parts=tuple(parts), buttons=buttons)


def later() -> Reply:
    """The owner has no time now."""
    return say("Entendu, je ne vous relance pas cette semaine. Merci !")


def standing(action: Action, today: date | None = None, *, announced: bool = False) -> str:
    """« en cours, 60 %, en retard »; `announced` = its owner says so before the day comes."""
    percent = f", {french.percent(action.progress)}" if action.progress and action.is_open else ""
    passed = today is not None and action.is_open and action.due and action.due < today
    late = ", en retard" if passed else ", annoncée en retard" if announced else ""
    return f"{STATUS[action.status]}{percent}{late}"


CANCEL = Choose("Annuler", NO)


def _act(pairs: Sequence[tuple[Action, ActionChange]]) -> str:
    statuses = {change.status for _, change in pairs}
    if statuses == {ActionStatus.DONE}:
        return "Noter comme terminée" if len(pairs) == 1 else "Noter comme terminées"
    if statuses == {ActionStatus.DROPPED}:
        return "Noter comme abandonnée"
    return "Enregistrer"


def _rows(
    action: Action, change: ActionChange, owners: Owners, today: date
) -> tuple[tuple[str, str], ...]:
    rows = [*_state(action, change, today)]
    if change.title is not None:
        rows.append(("Titre", f"{action.title} → {change.title}"))
    if change.progress is not None and change.progress != action.progress:
        before = french.percent(action.progress) if action.progress is not None else "—"
        rows.append(("Avancement", f"{before} → {french.percent(change.progress)}"))
    if change.due is not None and change.due != action.due:
        before = _full(action.due) if action.due else "—"
        rows.append(("Échéance", f"{before} → {_full(change.due)}"))
    if change.blocker is not None and change.blocker != action.blocker:
        rows.append(("Blocage", change.blocker or "levé"))
    if change.owner_id is not None and change.owner_id != action.owner_id:
        after = owners[change.owner_id].name if change.owner_id in owners else "—"
        rows.append(("Pilote", f"{owner_name(action, owners)} → {after}"))
    if not rows:
        rows.append(("État", f"{standing(action)}, sans changement"))
        rows.append(("Note", f"« {_short(change.note, _LONGEST_NOTE)} »"))
    return tuple(rows)


def _state(action: Action, change: ActionChange, today: date) -> Iterator[tuple[str, str]]:
    late = ""
    if change.late:
        passed = action.due is not None and action.due < today
        late = ", en retard" if passed else ", annoncée en retard"
    if change.status is not None and change.status is not action.status:
        yield "État", f"{STATUS[action.status]} → {STATUS[change.status]}{late}"
    elif late:
        yield "État", f"{STATUS[action.status]}{late}"


def _announced_late(action: Action, journal: Sequence[JournalEntry]) -> bool:
    """Whether the last words say that it is late and no new day was given with them."""
    last = journal[-1] if journal else None
    if last is None or not action.is_open or not is_late(last.note):
        return False
    return last.before.get("due") == last.after.get("due")


def entry(action: Action, owners: Owners, today: date) -> Entry:
    """An action in a list."""
    lines = [f"{standing(action, today).capitalize()} — {owner_name(action, owners)}"]
    if action.due and action.is_open:
        lines.append(f"Échéance : {_due(action, today)}")
    return Entry(title(action), tuple(lines))


def owner_name(action: Action, owners: Owners) -> str:
    """Who pilots it."""
    person = owners.get(action.owner_id or "")
    return person.name if person else "pas encore de pilote"


def _due(action: Action, today: date) -> str:
    assert action.due is not None  # noqa: S101 - asked only where there is one
    if action.is_open and action.due < today:
        return f"{_full(action.due)}, dépassée de {french.duration((today - action.due).days)}"
    return f"{_full(action.due)} ({french.ago(action.due, today)})"


def _full(day: date) -> str:
    return french.full_day(day)


def _news(action: Action, today: date) -> str:
    return french.ago(action.last_news, today) if action.last_news else "aucune pour l’instant"


def choice_of(action: Action) -> Choose:
    """A button that means this action."""
    return Choose(_short(title(action)), str(action.number))


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
