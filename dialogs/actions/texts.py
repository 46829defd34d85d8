"""What the bot says about actions: short, warm, never blaming."""

from collections.abc import Mapping, Sequence
from datetime import date

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
SHOWN = 5
REGISTER_FILE = "passerelle:actions.xlsx"
DONE, MOVING, STUCK, LATER = "fait", "avance", "bloque", "plus_tard"

MINE = Say("Mes actions", "mes actions")
_TABLE = Say("Le tableau Excel", "envoie-moi le tableau des actions")
Owners = Mapping[str, Person]


def title(action: Action) -> str:
    """« Action 12 : Rédiger un cadre… »."""
    return f"Action {action.number} : {action.title}"


def proposal(pairs: Sequence[tuple[Action, ActionChange]], owners: Owners) -> Reply:
    """What is about to be written, before and after, for a « oui »."""
    parts: list[Part] = [Heading("Voici ce que j’ai compris")]
    for action, change in pairs:
        rows = _rows(action, change, owners)
        parts.append(Heading(title(action), level=2))
        parts.append(Facts(rows) if rows else Text("Des nouvelles, sans changement."))
    parts.append(Text("J’enregistre ? Vous pouvez aussi corriger d’une phrase.", subtle=True))
    return Reply(parts=tuple(parts), buttons=(Choose(_act(pairs), YES, primary=True), CANCEL))


def written(actions: Sequence[Action]) -> Reply:
    """The register says so now."""
    lines = [f"{title(action)} — {standing(action)}." for action in actions]
    return say("C’est enregistré.", *lines, buttons=(MINE,))


def moved(actions: Sequence[Action]) -> Reply:
    """Somebody changed an action since it was shown: nothing is overwritten."""
    names = french.listing([f"l’action {action.number}" for action in actions])
    return Reply(
        parts=(
            Text(f"Quelqu’un a modifié {names} entre-temps. Voici où elle en est à présent :"),
            *(Text(f"{title(action)} — {standing(action)}.") for action in actions),
            Text("Redites-moi ce qui change, et je vous le montre de nouveau."),
        )
    )


def cancelled() -> Reply:
    """Nothing was written."""
    return say("D’accord, rien n’a changé.", buttons=(MINE,))


def which(candidates: Sequence[Action]) -> Reply:
    """« La carte avance » may be two actions."""
    if not candidates:
        return say(
            "De quelle action parlez-vous ? Donnez-moi son numéro ou quelques mots de son titre.",
            buttons=(MINE,),
        )
    buttons = tuple(Choose(_short(title(one)), str(one.number)) for one in candidates)
    asked = (
        "De quelle action parlez-vous ?" if len(candidates) > 1 else "Parlez-vous de celle-ci ?"
    )
    return Reply(parts=(Text(asked),), buttons=(*buttons, CANCEL))


def which_date(action: Action) -> Reply:
    """« Repoussée », and no date that can be read."""
    due = (
        f" (échéance actuelle : {french.day(action.due)} {action.due.year})" if action.due else ""
    )
    return say(f"{title(action)}{due}. À quelle date la repousser ?")


def unknown(numbers: Sequence[int], register: Sequence[Action]) -> Reply:
    """A number that the register lacks."""
    names = french.listing([f"d’action {number}" for number in numbers], last="ni")
    if not register:
        return say(f"Il n’y a pas {names} : le registre est vide.")
    last = max(action.number for action in register)
    return say(
        f"Il n’y a pas {names} : le registre va de 1 à {last}. "
        "Donnez-moi le bon numéro, ou quelques mots du titre.",
        buttons=(MINE,),
    )


def one(action: Action, owners: Owners, journal: Sequence[JournalEntry], today: date) -> Reply:
    """Where an action stands."""
    rows = [("État", standing(action)), ("Pilote", owner_name(action, owners))]
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
    return Reply(parts=tuple(parts), buttons=(MINE, _TABLE))


def several(heading: str, actions: Sequence[Action], owners: Owners, today: date) -> Reply:
    """A list of actions, the first few visible."""
    if not actions:
        return say(f"{heading} : aucune action.", buttons=(_TABLE,))
    entries = [_entry(action, owners, today) for action in actions]
    parts: list[Part] = [Heading(f"{heading} : {french.count(len(actions), 'action')}")]
    parts += entries[:SHOWN]
    if entries[SHOWN:]:
        more = len(entries) - SHOWN
        parts.append(Fold(f"Voir {french.count(more, 'autre')}", tuple(entries[SHOWN:])))
    return Reply(parts=tuple(parts), buttons=(_TABLE,))


def table() -> Reply:
    """The register as a file; the link is made real on the way out."""
    return Reply(
        parts=(Text("Voici le tableau de suivi des actions, à jour à l’instant."),),
        buttons=(Link("Ouvrir le tableau Excel", REGISTER_FILE),),
    )


def not_allowed(action: Action, owners: Owners) -> Reply:
    """Abandoning or handing over is for the owner and for coordinators."""
    return say(
        f"{title(action)} : seuls son ou sa pilote ({owner_name(action, owners)}) et la coordination "
        "peuvent l’abandonner ou la confier. Je peux en revanche noter où elle en est.",
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


def what_news(action: Action) -> Reply:
    """A report that says nothing that can be noted."""
    return say(
        f"{title(action)} : que dois-je noter ? Par exemple « terminée », « à 60 % », "
        "« bloquée par la convention »."
    )


def standing(action: Action) -> str:
    """« en cours, 60 % »."""
    percent = f", {french.percent(action.progress)}" if action.progress and action.is_open else ""
    return f"{STATUS[action.status]}{percent}"


CANCEL = Choose("Annuler", NO)


def _act(pairs: Sequence[tuple[Action, ActionChange]]) -> str:
    statuses = {change.status for _, change in pairs}
    if statuses == {ActionStatus.DONE}:
        return "Noter comme terminée" if len(pairs) == 1 else "Noter comme terminées"
    if statuses == {ActionStatus.DROPPED}:
        return "Noter comme abandonnée"
    return "Enregistrer"


def _rows(action: Action, change: ActionChange, owners: Owners) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, str]] = []
    if change.status is not None and change.status is not action.status:
        rows.append(("État", f"{STATUS[action.status]} → {STATUS[change.status]}"))
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
    return tuple(rows)


def _entry(action: Action, owners: Owners, today: date) -> Entry:
    lines = [f"{standing(action).capitalize()} — {owner_name(action, owners)}"]
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


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
