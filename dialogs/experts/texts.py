"""What the bot says about people and what they know."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote

from dialogs.experts.presence import next_days, reachable
from dialogs.experts.query import Focus, Query
from dialogs.experts.search import Found, Ranking
from dialogs.french import say as french
from dialogs.french.words import analyse
from dialogs.mentions.people import first_name
from dialogs.messages import (
    Button,
    Entry,
    Fold,
    Heading,
    Link,
    Part,
    Reply,
    Say,
    Text,
)
from storage.records import (
    Evidence,
    EvidenceKind,
    Knowledge,
    Level,
    Person,
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
LEVELS = {
    Level.BEGINNER: "niveau débutant",
    Level.AT_EASE: "à l’aise",
    Level.REFERENCE: "référent·e",
}
PROFILE = Say("Mon profil", "mon profil")
_JUDGE = (Say("C’est utile", "c’est utile"), Say("Pas ce que je cherche", "pas ce que je cherche"))


def found(
    query: Query,
    ranking: Ranking,
    knowledge: Knowledge,
    *,
    today: date,
    again: bool = False,
    ways: tuple[Button, ...] = (),
) -> Reply:
    """The answer to « qui connaît … ? », or to « quelqu'un d'autre ? » (`again`).

    `ways`: whom the question may be passed to, when nobody is found.
    """
    subject = query.subject
    if ranking.named:
        return people_named(query, ranking.people, knowledge, today=today)
    if not ranking.people:
        return _nobody(query, ranking, knowledge, today=today, again=again, ways=ways)
    entries = [entry(one, knowledge, subject, today, query) for one in ranking.people]
    count = french.count(len(entries), "personne")
    parts: list[Part] = [Heading(f"{_capital(subject)} : {count}" if subject else count)]
    parts += _understood(query, ranking)
    parts += _first_and_second(entries) if query.backup else entries[:SHOWN]
    if entries[SHOWN:]:
        more = french.count(len(entries) - SHOWN, "autre")
        parts.append(Fold(f"Voir {more}", tuple(entries[SHOWN:])))
    return Reply(parts=tuple(parts), buttons=_JUDGE)


def _first_and_second(entries: Sequence[Entry]) -> list[Part]:
    """Who holds something, and whom to ask else."""
    first: list[Part] = [Heading("D’abord", level=2), entries[0]]
    if len(entries) < 2:  # noqa: PLR2004 - a second name
        return [*first, Text("Je ne connais pas de second nom.", subtle=True)]
    return [*first, Heading("Sinon", level=2), *entries[1:SHOWN]]


def to_insert(query: Query, ranking: Ranking, knowledge: Knowledge, *, today: date) -> list[Entry]:
    """Each person alone, to be put into somebody's message."""
    if ranking.named:
        return [_card(one, knowledge, Focus.ALL, today) for one in ranking.people]
    return [entry(one, knowledge, query.subject, today, query) for one in ranking.people]


def people_named(
    query: Query, people: Sequence[Found], knowledge: Knowledge, *, today: date
) -> Reply:
    """Somebody was named: their days, groups, languages, or all that may be shown."""
    parts: list[Part] = []
    if len(people) > 1:
        parts.append(Heading(f"{len(people)} personnes portent ce nom"))
    parts.extend(_card(one, knowledge, query.focus, today) for one in people)
    return Reply(parts=tuple(parts), buttons=(PROFILE,))


def _nobody(
    query: Query,
    ranking: Ranking,
    knowledge: Knowledge,
    *,
    today: date,
    again: bool,
    ways: tuple[Button, ...],
) -> Reply:
    subject = query.subject
    parts: list[Part] = [Text(_honest(query, again=again)), *_understood(query, ranking)]
    if ranking.neighbours:
        parts.append(Heading("Déclarations voisines", level=2))
        parts += [entry(one, knowledge, subject, today, query) for one in ranking.neighbours]
    else:
        parts.append(Text("Essayez d’autres mots, ou sans le jour ni le lieu.", subtle=True))
    help_ = Say("Ce que je sais faire", "aide")
    return Reply(parts=tuple(parts), buttons=(*ways, help_) if ways else (PROFILE, help_))


def person_entry(person: Person, knowledge: Knowledge, today: date, *, subject: str = "") -> Entry:
    """Somebody without a reason: their function, days and address."""
    lines = (_where(person, knowledge), reachable(person, today))
    links = _write_to(person, subject)
    return Entry(person.name, tuple(line for line in lines if line), links=links)


def entry(
    one: Found, knowledge: Knowledge, subject: str, today: date, query: Query | None = None
) -> Entry:
    """Somebody, with the line that answered."""
    best, *others = one.why
    lines = [_source(best), _where(one.person, knowledge), reachable(one.person, today, query)]
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
        Focus.DAYS: (next_days(person, today) or "Ses jours ne sont pas connus.",),
        Focus.GROUPS: (french.listing(groups) or "Aucun groupe de travail connu.",),
        Focus.LANGUAGES: (french.listing(person.languages) or "Aucune langue déclarée.",),
        Focus.CONTACT: (person.email or "Son adresse n’est pas connue.",),
    }
    known = [f"• {text}" for text in skills] or ["Pas encore de compétence déclarée."]
    lines = told.get(focus, (_where(person, knowledge), reachable(person, today), *known))
    return Entry(person.name, tuple(line for line in lines if line), links=_write_to(person, ""))


def _source(line: Evidence) -> str:
    level = f", {LEVELS[line.level]}" if line.level else ""
    teaches = ", veut bien transmettre" if line.teaches else ""
    since = f" (dit en {french.month(line.since)})" if line.since else ""
    return f"{_KINDS[line.kind].capitalize()}{level}{teaches}{since}"


def _where(person: Person, knowledge: Knowledge) -> str:
    venue = knowledge.venue(person.venue)
    place = venue.name if venue else person.service
    return french.listing([part for part in (person.job_title, place) if part], last="—")


def days(person: Person) -> str:
    """« Du lundi au jeudi », or nothing when the days are not known."""
    said = french.weekdays(person.working_days)
    return said[:1].upper() + said[1:]


def _write_to(person: Person, subject: str) -> tuple[Link, ...]:
    if not person.email:
        return ()
    about = f" à propos de « {subject} »" if subject else ""
    message = (
        f"Bonjour {first_name(person.name)}, j’aurais une question{about}. Auriez-vous un moment ?"
    )
    url = f"https://teams.microsoft.com/l/chat/0/0?users={quote(person.email)}&message={quote(message)}"
    return (Link("Lui écrire", url),)


def _honest(query: Query, *, again: bool) -> str:
    """Nobody: said of what was asked, where and when."""
    who = "personne d’autre" if again else "personne"
    if query.head:
        what = f" : {query.subject}" if query.subject else ""
        return f"Je ne connais personne dont ce soit la fonction{what}."
    if query.needs_venue:
        return f"Je ne connais {who} ici : {query.venue_text}."
    what = f"« {query.subject} »" if query.subject else "cela"
    where = f" ({query.venue_text})" if query.venue_text else ""
    among = f"Parmi les collègues là {query.within_days}, " if query.within_days else ""
    return _capital(f"{among}{who} n’a déclaré {what}{where}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _understood(query: Query, ranking: Ranking) -> Iterable[Part]:
    """What a misspelt word was read as, in the spelling of the line that it found."""
    lines = [line for one in (*ranking.people, *ranking.neighbours) for line in one.why]
    for said, meant in query.corrections:
        words = [
            token.surface
            for line in lines
            for token in analyse(line.text)
            if token.stem in meant.split()
        ]
        if words:
            yield Text(f"J’ai compris « {words[0].lower()} » pour « {said} ».", subtle=True)
