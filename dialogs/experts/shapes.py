"""How questions about people are shaped, beside what they are about."""

import re

from dialogs.experts.query import Focus

OWNER = re.compile(
    r"\b(?:s'?\s?occup\w+|responsables?|dirige\w*|direct(?:eur|rice)|chef(?:fe)?s?|pilot\w+|gere\w*|"
    r"coordonn\w+|suit|suivent|charge|chargee|valide\w*|referent\w*|c'est qui|voir qui|assure)\b"
)
GROUP = re.compile(r"\bgroupes?(?: de travail)?\b")
LEARNS = re.compile(
    r"\b(?:m'?|me |nous |t')(?:apprendre|former|initier)|\btransmettre\b|\btuteur\b"
)
EXPERT = re.compile(r"\b(?:expert|confirme|pointu|solide|avance|bon niveau|vraiment)\w*\b")
HEAD = re.compile(
    r"\b(?:directeurs?|directrices?|dirige\w*|patrons?|patronnes?|responsables?|a la tete)\b"
    r"|\b(?:chefs?|cheffes?) (?:du|de la|de l'|d'etablissement|de service)"
)
HEAD_WORDS = frozenset(
    ["directeur", "directrice", "dirigeant", "dirigeante", "patron", "patronne", "tete"]
)
# Beside a language, who speaks it answers.
TRANSLATES = frozenset(
    ["traduction", "interprete", "interpretariat", "traducteur", "traductrice", "traduire"]
)
_FOCUSED = {
    Focus.LANGUAGES: (r"\bquelles? langues?\b", r"\bparle quoi\b", r"\bcombien de langues"),
    Focus.GROUPS: (r"\bquels? groupes?\b",),
    Focus.DAYS: (
        r"\b(?:est|sera|la|bosse|travaille|dispo\w*|present\w*|vient) (?:la )?quand\b",
        r"\bquand (?:est|bosse|travaille|puis|je)",
        r"\bquels? jours?\b",
        r"\best(?:-elle|-il)? (?:la|present\w*|dispo\w*)\b",
        r"\b(?:elle|il) est la\b",
        r"\btravaille[ -]t-(?:elle|il)\b",
        r"\bses jours\b",
    ),
    Focus.CONTACT: (
        r"\b(?:joindre|mail|e-mail|email|adresse|contacter|coordonnees|telephone)\b",
        r"\becri(?:re|s|vez|t)?(?: a |[- ]lui\b|[- ]leur\b)",
    ),
    Focus.ALL: (
        r"\b(?:competences?|fiche|profil|talents?|specialites?|domaines?) (?:de |d'|du )",
        r"\b(?:ses|sa|son) (?:competences?|fiche|profil|talents?|specialites?|domaines?)\b",
        r"\b(?:fait|sait faire|connait) quoi\b",
        r"\bquoi\b.*\b(?:expert|competent|specialis|douee?|bonn?e?)\w*",
        r"\bs'?y connait en quoi\b",
        r"\b(?:qui est|c'est qui|presente)\b",
        r"\bs'occupe de quoi\b",
        r"\b(?:que|ce que) (?:fait|sait)\b",
        r"\bqu'est[- ]ce qu\w* .*\b(?:fait|sait)\b",
        r"\best[- ]ce que\b",
    ),
}
_SHAPES = tuple((re.compile("|".join(shapes)), focus) for focus, shapes in _FOCUSED.items())


def focus_of(folded: str) -> tuple[Focus, bool]:
    """What is asked of somebody who is named, and whether the shape asks about one person."""
    for shape, focus in _SHAPES:
        if shape.search(folded):
            return focus, True
    return Focus.ALL, False
