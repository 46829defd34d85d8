"""What the bot says about one's own data and about who may do what."""

from collections.abc import Iterable, Sequence

from dialogs.french import say as french
from dialogs.messages import NO, YES, Choose, Entry, Facts, Heading, Part, Reply, Say, Text, say
from storage.records import Knowledge, Person, Role, Skill, Visibility

_ROLE_NAMES = {
    Role.AGENT: "agent·e",
    Role.COORDINATOR: "coordinateur·rice",
    Role.ADMIN: "administrateur·rice",
}
_CIRCLES = {
    Visibility.ME: "visible de vous seul·e",
    Visibility.VENUE: "visible de votre équipement",
    Visibility.DEPARTMENT: "visible de la direction",
    Visibility.TOWN: "visible de toute la ville",
}
_UNKNOWN = "non renseigné"


def data(
    person: Person,
    skills: Sequence[Skill],
    knowledge: Knowledge,
    *,
    lines: Iterable[str],
    asked: Iterable[str] = (),
) -> Reply:
    """Everything that is stored about somebody, for their eyes."""
    actions = [action for action in knowledge.actions if action.owner_id == person.id]
    parts: list[Part] = [Heading("Vos données"), Facts(_identity(person, knowledge))]
    parts += _listed("Compétences que vous avez déclarées", [_skill(skill) for skill in skills])
    parts += _listed("Autres informations vous concernant", [Entry(line) for line in lines])
    parts += _listed(
        "Actions que vous pilotez",
        [Entry(f"Action {action.number}\u00a0: {action.title}") for action in actions],
    )
    parts += _listed(
        "Questions transmises, en attente d’une réponse", [Entry(question) for question in asked]
    )
    parts.append(Text(_KEPT_BESIDES, subtle=True))
    parts.append(Text(_HOW_TO_CORRECT))
    return Reply(parts=tuple(parts), buttons=(Say("Mon profil", "mon profil"), _ERASE))


_KEPT_BESIDES = (
    "Je garde aussi nos échanges en cours (14 jours au plus) et le journal des actions, où figurent "
    "les nouvelles que vous avez données."
)
_HOW_TO_CORRECT = (
    "Pour corriger, écrivez-moi par exemple « retire le portugais de mon profil », « je travaille "
    "lundi et jeudi » ou « efface-moi »."
)
_ERASE = Say("M’effacer", "efface-moi")


def data_elsewhere() -> Reply:
    """In a channel, where others read along."""
    return say(
        "Vos données ne regardent que vous\u00a0: écrivez-moi « mes données » en conversation privée, "
        "je vous les montrerai là."
    )


def confirm_erase(*, last_administrator: bool) -> Reply:
    """Before the asker is erased."""
    warning = (
        "Attention\u00a0: vous êtes la seule personne administratrice.",
    ) * last_administrator
    return say(
        "J’efface votre fiche, vos compétences et nos échanges\u00a0? Les nouvelles que vous avez "
        "données sur les actions resteront, sans votre nom. C’est définitif.",
        *warning,
        buttons=_yes_or_no("Tout effacer", "Ne rien effacer"),
    )


def erased() -> Reply:
    """After it."""
    return say(
        "C’est fait\u00a0: j’ai effacé ce que je savais de vous. Si vous m’écrivez de nouveau, nous "
        "repartirons d’une fiche vide."
    )


def confirm_forget(person: Person) -> Reply:
    """Before somebody else is erased."""
    return say(
        f"J’efface la fiche {french.of(person.name)}, ses compétences et nos échanges\u00a0? Dans le journal "
        "des actions, son nom deviendra « ancien·ne agent·e ». C’est définitif.",
        buttons=_yes_or_no("Effacer la fiche", "Ne rien effacer"),
    )


def forgotten(person: Person) -> Reply:
    """After it."""
    return say(f"C’est fait\u00a0: la fiche {french.of(person.name)} est effacée.")


def confirm_role(person: Person, role: Role) -> Reply:
    """Before a role is given or taken."""
    if role is Role.AGENT:
        question = (
            f"Je retire son rôle {french.of(_ROLE_NAMES[person.role])} à {person.name}\u00a0?"
        )
    else:
        question = f"Je donne le rôle {french.of(_ROLE_NAMES[role])} à {person.name}\u00a0?"
    return say(question, buttons=_yes_or_no("Changer le rôle", "Ne rien changer"))


def role_set(person: Person, role: Role) -> Reply:
    """After it."""
    return say(f"C’est noté\u00a0: {person.name} est maintenant {_ROLE_NAMES[role]}.")


def role_held(person: Person, role: Role) -> Reply:
    """When there is nothing to change."""
    return say(f"{person.name} est déjà {_ROLE_NAMES[role]}\u00a0: il n’y a rien à changer.")


def last_administrator(person: Person) -> Reply:
    """Nobody could give roles any more."""
    return say(
        f"{person.name} est la seule personne administratrice\u00a0: donnez d’abord ce rôle à "
        "quelqu’un d’autre, par exemple « Nadia Exemple devient administratrice »."
    )


def roles(people: Sequence[Person]) -> Reply:
    """Who coordinates and who administers."""
    if not people:
        return say(
            "Personne n’a encore de rôle de coordination. Une personne administratrice le donne en "
            "m’écrivant « Prénom Nom devient coordinateur »."
        )
    by_role = {role: [one for one in people if one.role is role] for role in _ROLE_NAMES}
    parts: list[Part] = []
    for role, title in ((Role.COORDINATOR, "Coordination"), (Role.ADMIN, "Administration")):
        parts += _listed(title, [Entry(one.name, _reach(one)) for one in by_role[role]])
    return Reply(parts=tuple(parts))


def not_allowed(administrators: Sequence[Person]) -> Reply:
    """For administrators only; who they are, so that the way goes on."""
    names = ", ".join(person.name for person in administrators)
    whom = f"\u00a0: {names}" if names else ""
    return say(
        "Seule une personne administratrice peut le faire. Vous pouvez le lui demander"
        + whom
        + ".",
        buttons=(Say("Qui coordonne\u00a0?", "qui sont les coordinateurs ?"),),
    )


def who_is_meant() -> Reply:
    """Nobody known was named."""
    return say(
        "De qui s’agit-il\u00a0? Écrivez le prénom et le nom tels qu’ils figurent dans l’annuaire, par "
        "exemple « Nadia Exemple devient coordinatrice »."
    )


def which_role() -> Reply:
    """A role was to be set, without saying which."""
    return say(
        "Quel rôle faut-il donner\u00a0? Dites-moi « coordinateur », « administrateur » ou « agent »."
    )


def which_person(people: Sequence[Person]) -> Reply:
    """Namesakes."""
    return say(
        "Plusieurs personnes portent ce nom. De qui s’agit-il\u00a0?",
        buttons=tuple(
            Choose(f"{one.name} ({one.service or one.job_title or one.email or _UNKNOWN})", one.id)
            for one in people
        ),
    )


def left_as_is() -> Reply:
    """After a no."""
    return say("D’accord, je ne change rien.", buttons=(Say("Mon profil", "mon profil"),))


def gone() -> Reply:
    """The person was erased between the question and its answer."""
    return say("Cette fiche n’existe plus\u00a0: il n’y a rien à changer.")


def _identity(person: Person, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    venue = knowledge.venue(person.venue)
    groups = [group.name for code in person.groups if (group := knowledge.group(code))]
    return (
        ("Nom", person.name),
        ("Adresse", person.email or _UNKNOWN),
        ("Service", (venue.name if venue else person.service) or _UNKNOWN),
        ("Fonction", person.job_title or _UNKNOWN),
        ("Disciplines", ", ".join(person.disciplines) or _UNKNOWN),
        ("Langues", ", ".join(person.languages) or _UNKNOWN),
        ("Groupes", ", ".join(groups) or _UNKNOWN),
        ("Jours travaillés", ", ".join(person.working_days) or _UNKNOWN),
        ("Rôle", _ROLE_NAMES[person.role]),
        ("Compte Teams relié", "oui" if person.aad_id else "non"),
    )


def _skill(skill: Skill) -> Entry:
    said = [skill.level.value if skill.level else "", skill.note, _CIRCLES[skill.visibility]]
    if skill.declared_at:
        said.append(f"déclarée le {skill.declared_at:%d/%m/%Y}")
    return Entry(skill.text, (" · ".join(filter(None, said)),))


def _reach(person: Person) -> tuple[str, ...]:
    return tuple(filter(None, (person.service, person.email)))


def _listed(title: str, entries: Sequence[Entry]) -> list[Part]:
    return [Heading(title, 2), *entries] if entries else []


def _yes_or_no(yes: str, no: str) -> tuple[Choose, Choose]:
    return Choose(yes, YES, primary=True), Choose(no, NO)
