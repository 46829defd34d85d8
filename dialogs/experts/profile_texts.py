"""What the bot says about one's own profile: what it holds, and what is about to change."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from dialogs.experts.texts import LEVELS, PROFILE
from dialogs.french import say as french
from dialogs.messages import NO, YES, Choose, Entry, Part, Reply, Text, say
from storage.records import Skill, Visibility

CIRCLES = {
    Visibility.ME: "visible de vous seul·e",
    Visibility.VENUE: "visible dans votre équipement",
    Visibility.DEPARTMENT: "visible de la direction",
    Visibility.TOWN: "visible de toute la ville",
}
DAYS_FOR = {
    Visibility.ME: "visibles de vous seul·e",
    Visibility.VENUE: "visibles dans votre équipement",
    Visibility.DEPARTMENT: "visibles de la direction",
    Visibility.TOWN: "visibles de toute la ville",
}
_SHOWN = 8
_CANCEL = Choose("Annuler", NO)
_NOTHING: Mapping[int, Skill] = MappingProxyType({})
_NOBODY: Mapping[str, int] = MappingProxyType({})


def confirm_add(skills: Sequence[Skill], before: Mapping[int, Skill] = _NOTHING) -> Reply:
    """New lines, or lines as they become, shown back before they are kept."""
    changes = any(skill.id for skill in skills)
    said = "Je modifie dans votre profil :" if changes else "J’ajoute à votre profil :"
    parts: list[Part] = [Text(said)]
    parts += [Entry(skill.text, _change(skill, before.get(skill.id))) for skill in skills]
    parts.append(
        Text(
            "Vous pouvez préciser : « niveau débutant », « juste pour mon équipement ».",
            subtle=True,
        )
    )
    label = "Modifier" if changes else "Ajouter"
    return Reply(parts=tuple(parts), buttons=(Choose(label, YES, primary=True), _CANCEL))


def which_line(lines: Sequence[str]) -> Reply:
    """Several lines hold the words that were said."""
    buttons = tuple(
        Choose(line[:40], str(number)) for number, line in enumerate(lines[:5], start=1)
    )
    return say("Laquelle de vos lignes ?", buttons=(*buttons, _CANCEL))


def confirm_remove(lines: Sequence[str]) -> Reply:
    """Lines about to go."""
    parts: list[Part] = [Text("Je retire de votre profil :")]
    parts += [Entry(line) for line in lines]
    return Reply(parts=tuple(parts), buttons=(Choose("Retirer", YES, primary=True), _CANCEL))


def confirm_days(wanted: Sequence[str], *, partial: bool) -> Reply:
    """The days that somebody works; finer times were perhaps said, which are not kept."""
    parts: list[Part] = [Text(f"Vous travaillez {french.weekdays(wanted)}. C’est bien cela ?")]
    if partial:
        parts.append(Text(_WHOLE_DAYS, subtle=True))
    return Reply(parts=tuple(parts), buttons=(Choose("Enregistrer", YES, primary=True), _CANCEL))


_WHOLE_DAYS = (
    "Je ne retiens que des jours entiers, chaque semaine : ni les demi-journées, ni "
    "« une semaine sur deux »."
)


def confirm_days_circle(circle: Visibility) -> Reply:
    """Who may know on which day somebody can be reached."""
    shown = (
        Text(f"Vos jours : {DAYS_FOR[circle]}."),
        Text(
            "Les autres lisent seulement « joignable mercredi », jamais votre semaine.",
            subtle=True,
        ),
    )
    hidden = (Text("Je ne montrerai vos jours à personne."),)
    parts = hidden if circle is Visibility.ME else shown
    return Reply(parts=parts, buttons=(Choose("Enregistrer", YES, primary=True), _CANCEL))


def days_circle_kept(circle: Visibility) -> Reply:
    """The days have their circle."""
    return say(f"C’est noté : vos jours, {DAYS_FOR[circle]}.", buttons=(PROFILE,))


def which_days() -> Reply:
    """Days were only taken away, and none is left or known."""
    return say("Quels jours travaillez-vous ? Par exemple : « je travaille du lundi au jeudi ».")


def not_kept(lines: Sequence[str]) -> Text:
    """A proposal that a new one replaces."""
    names = french.listing([f"« {line} »" for line in lines])
    return Text(f"Sans votre « oui », je n’ai pas noté {names}.")


def not_changed(*, removal: bool) -> Text:
    """The same for a removal, or for working days."""
    return Text("Je n’ai rien retiré." if removal else "Je n’ai pas changé vos jours.")


def added(skills: Sequence[Skill], waiting: Mapping[str, int] = _NOBODY) -> Reply:
    """The profile says so now; and how many would like to learn it."""
    names = french.listing([f"« {skill.text} »" for skill in skills])
    told = [
        f"{french.count(count, 'collègue')} {'aimeraient' if count > 1 else 'aimerait'} apprendre « {text} »."
        for text, count in waiting.items()
    ]
    return say(f"C’est noté : {names}. Merci !", *told, buttons=(PROFILE,))


def removed(lines: Sequence[str]) -> Reply:
    """Gone from the profile."""
    names = french.listing([f"« {line} »" for line in lines])
    return say(f"C’est retiré : {names}.", buttons=(PROFILE,))


def days_kept(wanted: Sequence[str]) -> Reply:
    """The working days are known."""
    return say(f"C’est noté : vous êtes là {french.weekdays(wanted)}.", buttons=(PROFILE,))


def still_true(lines: Sequence[Skill]) -> Reply:
    """Asked twice a year, to whoever has said nothing of these lines since."""
    parts: list[Part] = [
        Text("Est-ce toujours vrai ? Voici ce que vous avez déclaré il y a plus de six mois :")
    ]
    parts += [Entry(line.text, (about(line),)) for line in lines[:_SHOWN]]
    if lines[_SHOWN:]:
        parts.append(
            Text(f"… et {french.count(len(lines) - _SHOWN, 'autre ligne', 'autres lignes')}.")
        )
    buttons = (Choose("Tout est à jour", YES, primary=True), Choose("Voir et modifier", NO))
    return Reply(parts=tuple(parts), buttons=buttons)


def confirmed() -> Reply:
    """Everything holds."""
    return say("Merci, c’est noté : tout est à jour.", buttons=(PROFILE,))


def already(skills: Sequence[Skill]) -> Reply:
    """Declared before."""
    names = french.listing([f"« {skill.text} »" for skill in skills])
    return say(f"{names} est déjà dans votre profil.", buttons=(PROFILE,))


def not_declared(text: str) -> Reply:
    """Something to remove that is not there."""
    said = f"« {text} »" if text else "cela"
    return say(f"Je ne trouve pas {said} dans ce que vous avez déclaré.", buttons=(PROFILE,))


def what_skill() -> Reply:
    """A declaration without a subject."""
    return say("Qu’est-ce que je dois noter ? Par exemple : « je m’y connais en reliure ».")


def too_much(limit: int) -> Reply:
    """A profile has a bound."""
    return say(f"Votre profil compte déjà {limit} lignes : retirez-en une avant d’en ajouter.")


def too_long(limit: int) -> Reply:
    """A line is a line; nothing of it was kept."""
    return say(
        f"C’est trop long pour une ligne ({limit} caractères au plus) : dites-moi l’essentiel, je n’ai rien noté."
    )


def cancelled() -> Reply:
    """Nothing was kept."""
    return say("D’accord, je ne change rien.", buttons=(PROFILE,))


def check_skill(text: str, *, declared: bool) -> Reply:
    """« est-ce que la LSF est dans mes compétences ? »."""
    if declared:
        return say(f"Oui, « {text} » est dans votre profil.", buttons=(PROFILE,))
    return say(f"Non, « {text} » n’est pas dans votre profil.", buttons=(PROFILE,))


def _change(skill: Skill, before: Skill | None) -> tuple[str, ...]:
    """What a line becomes, and what it was."""
    if before is None or before == skill:
        return (about(skill),)
    was = f"« {before.text} », " if before.text != skill.text else ""
    return (f"Avant : {was}{_lower(about(before))}", f"Après : {_lower(about(skill))}")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def about(skill: Skill) -> str:
    """Level, circle, whether it is passed on, since when."""
    level = f"{LEVELS[skill.level]}, " if skill.level else ""
    since = f", depuis le {french.full_day(skill.declared_at.date())}" if skill.declared_at else ""
    teaches = ", à transmettre volontiers" if skill.teaches else ""
    told = f"{level}{CIRCLES[skill.visibility]}{teaches}{since}"
    return told[0].upper() + told[1:]
