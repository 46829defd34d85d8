"""Tables of agents made by hand: which column is what, whatever it is called, and what cells hold."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dialogs.french.calendar import DAYS
from dialogs.french.words import fold

_LOOKED_AT = 15  # rows from the top, in which a heading may stand above the head
_LEAST = 2  # columns known, below which a row is no head
# By what the column is, the ways people head it (folded); the first that fits wins.
_HEADS: tuple[tuple[str, str], ...] = (
    ("id", r"identifiant|id|matricule|code agent|n° agent"),
    ("first_name", r"prenoms?|prenom d'usage"),
    ("last_name", r"noms? de famille|nom d'usage|nom patronymique"),
    (
        "name",
        (
            r"noms?(?: (?:et )?prenoms?)?|prenoms?(?: et)? noms?|nom complet|agents?|agent·es|personnes?|qui|collegues?|nom / prenom|"
            r"nom-prenom|prenom-nom|nom & prenom"
        ),
    ),
    (
        "email",
        (
            r"adresses?(?: (?:mail|e-?mail|electronique|de messagerie|courriel|professionnelle))?|e-?mails?(?: pro(?:fessionnel)?)?|"
            r"mels?|mails?(?: pro(?:fessionnel)?)?|courriels?|messagerie|contact"
        ),
    ),
    ("service_code", r"equipements?|code (?:service|equipement|site)|code"),
    (
        "service",
        r"services?|sites?|lieux?(?: de travail)?|etablissements?|structures?|affectation|unite|pole|direction",
    ),
    (
        "job_title",
        r"fonctions?|postes?(?: occupes?)?|intitules?(?: (?:de |du )?(?:poste|fonction))?|metiers?|emplois?|grade|profession|missions?",
    ),
    (
        "disciplines",
        r"disciplines?|specialites?|instruments?|domaines?(?: artistiques?)?|matieres?",
    ),
    (
        "skills",
        (
            r"competences?(?: declarees?)?|savoir-faire|savoirs? faire|talents?|sait faire|expertises?|savoirs|connaissances|"
            r"peut aider (?:sur|pour)"
        ),
    ),
    ("languages", r"langues?(?: parlees?)?"),
    ("working_groups", r"groupes?(?: de travail)?|gt|groupes? transversa(?:l|ux)"),
    (
        "working_days",
        r"jours?(?: (?:de presence|travailles?|de travail|presents?|ouvres))?|presences?|jours? sur site|planning|horaires?",
    ),
)
_SHAPES = tuple((name, re.compile(rf"(?:{shape})\W*")) for name, shape in _HEADS)
_NAMES = {"name", "last_name", "first_name"}
_SHORT = {day[:length]: day for day in DAYS for length in (2, 3)}
_LETTERS = {
    "l": "lundi",
    "me": "mercredi",
    "j": "jeudi",
    "v": "vendredi",
    "s": "samedi",
    "d": "dimanche",
}
_YES = frozenset(
    ["x", "oui", "o", "1", "v", "vrai", "true", "present", "presente", "ok", "✓", "✔", "●", "•"]
)
_NO = frozenset(["non", "n", "0", "-", "absent", "absente", "faux", "false", "✗"])
_RANGE = re.compile(r"(?:du\s+)?(\w+)\s*(?:au|a|-|–|→|jusqu'au)\s*(\w+)")
_VALUES = re.compile(r"\s*[;\n\r|•]+\s*")
_COMMAS = re.compile(r"\s*[;\n\r|•,/]+\s*")


@dataclass(frozen=True, slots=True)
class Head:
    """The row of headings: its number, and what each column is; `ignored` are headings not known."""

    number: int
    fields: Mapping[int, str]  # by place; days as « jour:lundi »
    titles: Mapping[str, str]  # by field, as the table has it
    ignored: tuple[str, ...]


def find_head(lines: Sequence[Sequence[object]]) -> Head | None:
    """The first row that heads people; titles may stand above it."""
    for number, cells in enumerate(lines[:_LOOKED_AT], start=1):
        fields = _fields([str(cell or "").strip() for cell in cells])
        if fields is not None:
            return Head(number, *fields)
    return None


def person_of(cells: Sequence[object], head: Head) -> dict[str, object]:
    """A row in the shape of the JSON format; what the table does not have is absent."""
    told: dict[str, str] = {}
    days: list[str] = []
    for place, field in head.fields.items():
        text = _text(cells[place]) if place < len(cells) else ""
        if field.startswith("jour:"):
            if fold(text) in _YES or (text and fold(text) not in _NO):
                days.append(field.removeprefix("jour:"))
        elif text and field not in told:
            told[field] = text
    return _shaped(told, days)


def days_of(text: str) -> list[str]:
    """« lun, mar », « L Ma J », « du lundi au jeudi »: days as they are kept; others as told."""
    folded = fold(text).strip()
    if folded in {"tous les jours", "temps plein", "temps complet", "semaine"}:
        return list(DAYS[:5])
    if match := _RANGE.fullmatch(folded):
        first, last = _day(match[1]), _day(match[2])
        if first and last and DAYS.index(first) <= DAYS.index(last):
            return list(DAYS[DAYS.index(first) : DAYS.index(last) + 1])
    words = [word for word in re.split(r"[\s,;/+&|.-]+|\bet\b", folded) if word]
    return list(dict.fromkeys(_day(word) or word for word in words))


def _fields(
    titles: Sequence[str],
) -> tuple[dict[int, str], dict[str, str], tuple[str, ...]] | None:
    fields: dict[int, str] = {}
    said: dict[str, str] = {}
    ignored = []
    for place, title in enumerate(titles):
        field = _field(title)
        if field and field not in said:
            fields[place] = field
            said[field] = title
        elif title:
            ignored.append(title)
    if "first_name" in said and "name" in said:
        # « Nom | Prénom »: then the name is only the last one.
        said["last_name"] = said.pop("name")
        fields = {place: "last_name" if one == "name" else one for place, one in fields.items()}
    known = said.keys() & _NAMES and len(said) >= _LEAST
    return (fields, said, tuple(ignored)) if known else None


def _field(title: str) -> str:
    folded = " ".join(fold(title).replace("_", " ").split()).strip(" :*")
    if folded.removesuffix("s") in DAYS or folded in _SHORT:
        return f"jour:{_day(folded)}"
    return next((name for name, shape in _SHAPES if shape.fullmatch(folded)), "")


def _shaped(told: Mapping[str, str], days: Sequence[str]) -> dict[str, object]:
    first, last = told.get("first_name", ""), told.get("last_name", "")
    name = told.get("name") or " ".join(part for part in (first, last) if part)
    shaped: dict[str, object] = {"name": " ".join(name.split())}
    for field in ("id", "email", "service_code", "service", "job_title"):
        if field in told:
            shaped[field] = told[field]
    for field in ("disciplines", "languages", "working_groups"):
        if field in told:
            shaped[field] = _several(told[field], _COMMAS if ";" not in told[field] else _VALUES)
    if "skills" in told:
        shaped["skills"] = [_skill(one) for one in _several(told["skills"], _VALUES)]
    if "working_days" in told:
        shaped["working_days"] = days_of(told["working_days"])
    elif days:
        shaped["working_days"] = list(days)
    return shaped


def _skill(text: str) -> dict[str, str]:
    """« gravure [référent] », « gravure (débutant) »: a line with its level."""
    match = re.fullmatch(r"(?P<text>.+?)\s*[\[(](?P<level>[^\])]+)[\])]", text)
    if match and fold(match["level"]) in {"debutant", "a l'aise", "referent"}:
        return {"text": match["text"], "level": match["level"]}
    return {"text": text}


def _several(text: str, parted: re.Pattern[str]) -> list[str]:
    return [part.strip(" -–") for part in parted.split(text) if part.strip(" -–")]


def _day(word: str) -> str:
    plain = word.strip(". ").removesuffix("s")
    if plain in DAYS:
        return plain
    if plain in _LETTERS:
        return _LETTERS[plain]
    return _SHORT.get(plain[:3], "") if plain[:3] in _SHORT and len(plain) <= 4 else ""  # noqa: PLR2004 - « lun », « sam. »


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else clean(str(value)).strip()


def clean(text: str) -> str:
    """Without control and invisible characters; line breaks stay."""
    return "".join(
        letter
        for letter in text.replace("\r\n", "\n")
        if letter in "\n\t" or (letter.isprintable() and not "\u200b" <= letter <= "\u200f")
    )
