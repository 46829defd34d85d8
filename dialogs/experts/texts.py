"""What the bot says about people and what they know."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote

from dialogs.experts.query import Focus, Query
from dialogs.experts.search import Found, Ranking
from dialogs.french import say as french
from dialogs.french.calendar import DAYS
from dialogs.messages import (
    NO,
    YES,
    Choose,
    Entry,
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
    Evidence,
    EvidenceKind,
    Knowledge,
    Person,
    Skill,
    Visibility,
)

SHOWN = 3
_KINDS = {
    EvidenceKind.SKILL: "compétence déclarée",
    EvidenceKind.LANGUAGE: "langue",
    EvidenceKind.FUNCTION: "fonction",
    EvidenceKind.DISCIPLINE: "discipline",
    EvidenceKind.GROUP: "groupe de travail",
    EvidenceKind.SERVICE: "service",
    EvidenceKind.PARTNER: "partenaire",
    EvidenceKind.ACTION: "pilote",
    EvidenceKind.NAME: "nom",
}
CIRCLES = {
    Visibility.ME: "visible de vous seul·e",
    Visibility.VENUE: "visible dans votre équipement",
    Visibility.DEPARTMENT: "visible de la direction",
    Visibility.TOWN: "visible de toute la ville",
}
_PROFILE = Say("Mon profil", "mon profil")
_DECLARE = Say("Je peux aider", "je m’y connais en …")


def found(query: Query, ranking: Ranking, knowledge: Knowledge, *, today: date) -> Reply:
    """The answer to « qui connaît … ? »."""
    subject = _subject(query)
    if ranking.named:
        return people_named(query, ranking.people, knowledge, today=today)
    if not ranking.people:
        return _nobody(query, ranking, knowledge, today=today)
    entries = [_entry(one, knowledge, subject, today) for one in ranking.people]
    count = french.count(len(entries), "personne")
    parts: list[Part] = [Heading(f"{subject} : {count}" if subject else count)]
    parts += _understood(query)
    parts += entries[:SHOWN]
    if entries[SHOWN:]:
        more = french.count(len(entries) - SHOWN, "autre")
        parts.append(Fold(f"Voir {more}", tuple(entries[SHOWN:])))
    return Reply(parts=tuple(parts), buttons=(_PROFILE,))


def people_named(
    query: Query, people: Sequence[Found], knowledge: Knowledge, *, today: date
) -> Reply:
    """Somebody was named: their days, groups, languages, or all that may be shown."""
    parts: list[Part] = []
    if len(people) > 1:
        parts.append(Heading(f"{len(people)} personnes portent ce nom"))
    parts.extend(_card(one, knowledge, query.focus, today) for one in people)
    return Reply(parts=tuple(parts), buttons=(_PROFILE,))


def profile(
    person: Person, skills: Sequence[Skill], knowledge: Knowledge, *, in_private: bool
) -> Reply:
    """« Mon profil »: what is known, where it comes from, who sees it."""
    venue = knowledge.venue(person.venue)
    groups = [group.name for code in person.groups if (group := knowledge.group(code))]
    lines = [
        person.job_title,
        venue.name if venue else person.service,
        _days(person),
        f"Langues : {french.listing(person.languages)}" if person.languages else "",
        f"Groupes de travail : {french.listing(groups)}" if groups else "",
    ]
    parts: list[Part] = [Entry(person.name, tuple(line for line in lines if line))]
    shown = [one for one in skills if in_private or _is_public(one)]
    parts.append(Heading("Ce que j’ai déclaré", level=2))
    parts += [Entry(skill.text, (_about(skill),)) for skill in shown]
    if not shown:
        parts.append(
            Text("Rien pour l’instant. Dites par exemple : « je m’y connais en reliure ».")
        )
    if not in_private and len(shown) < len(skills):
        parts.append(Text("Le reste se lit dans notre conversation privée.", subtle=True))
    buttons = (Say("Mes données", "mes données"), Say("Ce que je sais faire", "aide"))
    return Reply(parts=tuple(parts), buttons=buttons)


def confirm_add(skills: Sequence[Skill]) -> Reply:
    """New lines, shown back before they are kept."""
    parts: list[Part] = [Text("J’ajoute à votre profil :")]
    parts += [Entry(skill.text, (_about(skill),)) for skill in skills]
    parts.append(
        Text(
            "Vous pouvez préciser : « niveau débutant », « juste pour mon équipement ».",
            subtle=True,
        )
    )
    return Reply(parts=tuple(parts), buttons=(Choose("Ajouter", YES, primary=True), _CANCEL))


def confirm_remove(lines: Sequence[str]) -> Reply:
    """Lines about to go."""
    parts: list[Part] = [Text("Je retire de votre profil :")]
    parts += [Entry(line) for line in lines]
    return Reply(parts=tuple(parts), buttons=(Choose("Retirer", YES, primary=True), _CANCEL))


def confirm_days(days: Sequence[str]) -> Reply:
    """The days that somebody works."""
    return Reply(
        parts=(Text(f"Vous travaillez à Ivry le {french.listing(days)}. C’est bien cela ?"),),
        buttons=(Choose("Enregistrer", YES, primary=True), _CANCEL),
    )


def added(skills: Sequence[Skill]) -> Reply:
    """The profile says so now."""
    names = french.listing([f"« {skill.text} »" for skill in skills])
    return say(f"C’est noté : {names}. Merci !", buttons=(_PROFILE,))


def removed(lines: Sequence[str]) -> Reply:
    """Gone from the profile."""
    names = french.listing([f"« {line} »" for line in lines])
    return say(f"C’est retiré : {names}.", buttons=(_PROFILE,))


def days_kept(days: Sequence[str]) -> Reply:
    """The working days are known."""
    return say(f"C’est noté : vous êtes là le {french.listing(days)}.", buttons=(_PROFILE,))


def already(skills: Sequence[Skill]) -> Reply:
    """Declared before."""
    names = french.listing([f"« {skill.text} »" for skill in skills])
    return say(f"{names} est déjà dans votre profil.", buttons=(_PROFILE,))


def not_declared(text: str) -> Reply:
    """Something to remove that is not there."""
    said = f"« {text} »" if text else "cela"
    return say(f"Je ne trouve pas {said} dans ce que vous avez déclaré.", buttons=(_PROFILE,))


def what_skill() -> Reply:
    """A declaration without a subject."""
    return say("Qu’est-ce que je dois noter ? Par exemple : « je m’y connais en reliure ».")


def too_much(limit: int) -> Reply:
    """A profile has a bound."""
    return say(f"Votre profil compte déjà {limit} lignes : retirez-en une avant d’en ajouter.")


def cancelled() -> Reply:
    """Nothing was kept."""
    return say("D’accord, je ne change rien.", buttons=(_PROFILE,))


def check_skill(text: str, *, declared: bool) -> Reply:
    """« est-ce que la LSF est dans mes compétences ? »."""
    if declared:
        return say(f"Oui, « {text} » est dans votre profil.", buttons=(_PROFILE,))
    return say(f"Non, « {text} » n’est pas dans votre profil.", buttons=(_PROFILE,))


_CANCEL = Choose("Annuler", NO)


def _nobody(query: Query, ranking: Ranking, knowledge: Knowledge, *, today: date) -> Reply:
    subject = _subject(query)
    when = " ce jour-là" if query.days or query.not_days else ""
    what = f" « {subject} »" if subject else " cela"
    parts: list[Part] = [Text(f"Personne n’a déclaré{what}{when}."), *_understood(query)]
    if ranking.neighbours:
        parts.append(Heading("Déclarations voisines", level=2))
        parts += [_entry(one, knowledge, subject, today) for one in ranking.neighbours]
    else:
        parts.append(Text("Essayez d’autres mots, ou sans le jour ni le lieu.", subtle=True))
    return Reply(parts=tuple(parts), buttons=(_PROFILE, Say("Ce que je sais faire", "aide")))


def _entry(one: Found, knowledge: Knowledge, subject: str, today: date) -> Entry:
    best, *others = one.why
    lines = [_source(best), _where(one.person, knowledge), _reach(one.person, today)]
    lines += [f"Aussi : « {line.text} »" for line in others[:1]]
    return Entry(
        one.person.name,
        tuple(line for line in lines if line),
        quote=best.text,
        links=_write_to(one.person, subject),
    )


def _card(one: Found, knowledge: Knowledge, focus: Focus, today: date) -> Entry:
    person = one.person
    groups = [line.text for line in one.why if line.kind is EvidenceKind.GROUP]
    skills = [line.text for line in one.why if line.kind is EvidenceKind.SKILL]
    told = {
        Focus.DAYS: (_reach(person, today) or "Ses jours ne sont pas connus.",),
        Focus.GROUPS: (french.listing(groups) or "Aucun groupe de travail connu.",),
        Focus.LANGUAGES: (french.listing(person.languages) or "Aucune langue déclarée.",),
        Focus.CONTACT: (person.email or "Son adresse n’est pas connue.",),
    }
    known = [f"• {text}" for text in skills] or ["Pas encore de compétence déclarée."]
    lines = told.get(focus, (_where(person, knowledge), _reach(person, today), *known))
    return Entry(person.name, tuple(line for line in lines if line), links=_write_to(person, ""))


def _source(line: Evidence) -> str:
    level = f", {line.level}" if line.level else ""
    return f"{_KINDS[line.kind].capitalize()}{level}"


def _where(person: Person, knowledge: Knowledge) -> str:
    venue = knowledge.venue(person.venue)
    place = venue.name if venue else person.service
    return french.listing([part for part in (person.job_title, place) if part], last="—")


def _reach(person: Person, today: date) -> str:
    if not person.working_days:
        return ""
    here = " ; là aujourd’hui" if DAYS[today.weekday()] in person.working_days else ""
    return f"Joignable {_days(person).lower()}{here}"


def _days(person: Person) -> str:
    if not person.working_days:
        return ""
    if set(person.working_days) == set(DAYS[:5]):
        return "Du lundi au vendredi"
    return f"Le {french.listing(person.working_days)}"


def _write_to(person: Person, subject: str) -> tuple[Link, ...]:
    if not person.email:
        return ()
    first = person.name.split(" ", maxsplit=1)[0]
    about = f" à propos de « {subject} »" if subject else ""
    message = f"Bonjour {first}, je vous écris{about}. Auriez-vous un moment ?"
    url = f"https://teams.microsoft.com/l/chat/0/0?users={quote(person.email)}&message={quote(message)}"
    return (Link("Lui écrire", url),)


def _subject(query: Query) -> str:
    return ", ".join(dict.fromkeys(slot.text for slot in query.slots))


def _understood(query: Query) -> Iterable[Part]:
    for said, meant in query.corrections:
        yield Text(f"J’ai compris « {meant} » pour « {said} ».", subtle=True)


def _about(skill: Skill) -> str:
    level = f"{skill.level}, " if skill.level else ""
    since = f", depuis le {french.full_day(skill.declared_at.date())}" if skill.declared_at else ""
    return f"{level}{CIRCLES[skill.visibility]}{since}".capitalize()


def _is_public(skill: Skill) -> bool:
    return skill.visibility in {Visibility.DEPARTMENT, Visibility.TOWN}
