"""Messages that pass a question on, answer one, judge an answer, ask for what is missing; by shape."""

import re
from dataclasses import dataclass
from enum import StrEnum, auto


class Passing(StrEnum):
    """What such a message does."""

    ASK = auto()  # « demande au groupe handicap »
    HELP = auto()  # « je peux aider pour la demande 12 »
    KNOW = auto()  # « je connais quelqu'un pour la demande 12 »
    HELPFUL = auto()
    UNHELPFUL = auto()
    UNMET = auto()  # « sujets sans référent »


@dataclass(frozen=True, slots=True)
class Passed:
    """What it does, and which relayed question it names."""

    act: Passing
    number: int = 0


_TO = (
    r"(?:au(?:x)? (?:groupes?|coordinat\w+|coordinateur·rices|coordos?|collègues)|"
    r"à (?:la|l['’]équipe de) coordination|au canal|à (?:tout le monde|la cantonade))"
)
_SHAPES: tuple[tuple[re.Pattern[str], Passing], ...] = tuple(
    (re.compile(shape, re.IGNORECASE), act)
    for shape, act in (
        (
            (
                r"^\W*(?:(?:tu peux|peux-tu|pouvez-vous|vous pouvez|est-ce que tu peux)\s+)?(?:(?:re)?demande[rz]?|pose[rz]?|transmet\w*|"
                r"relaie\w*|relaye\w*|relayer|envoie\w*)[- ](?:(?:le|la|leur)[- ])?(?:(?:la|ma|cette) (?:question|demande) |ça |cela )?"
                rf"{_TO}\b"
            ),
            Passing.ASK,
        ),
        (
            r"\bje (?:peux|pourrais|veux bien|sais) (?:vous |l['’]|t['’]|les )?(?:aider|répondre)\b.*?\bdemande (?:n°\s*)?(?P<number>\d{1,9})\b",
            Passing.HELP,
        ),
        (
            r"\bje connais (?:quelqu['’]une?|une personne|la personne)\b.*?\bdemande (?:n°\s*)?(?P<number>\d{1,9})\b",
            Passing.KNOW,
        ),
        (
            (
                r"^\W*(?:(?:merci|super|ok|parfait)[,! ]+)?(?:c['’](?:est|était) )?(?:très |bien |vraiment )?(?:utile|pertinent)\W*$|"
                r"^\W*(?:ça|cela|cette réponse) m['’](?:aide|a aidée?)\W*$"
            ),
            Passing.HELPFUL,
        ),
        (
            (
                r"^\W*(?:non[, ]+)?(?:ce n['’](?:est|était)|c['’](?:est|était)|ça n['’]est)?\s*(?:pas|peu) (?:très |vraiment |bien )?"
                r"(?:utile|pertinent|ce que je (?:cherche|cherchais|voulais))\W*$|"
                r"^\W*(?:ça|cela|cette réponse) ne m['’]aide pas\W*$"
            ),
            Passing.UNHELPFUL,
        ),
        (
            (
                r"\bsujets? (?:sans|qui n['’]ont (?:pas|aucun))(?: de)? (?:référente?s?|référent·es?|personne|expert\w*)\b|"
                r"\b(?:quels? (?:sujets?|compétences?|savoir-faire)|qu['’]est-ce qui|que) (?:nous )?manquent?(?: t-il)?\b.*\b(?:référent|chez nous|déclar)|"
                r"\bquestions? (?:restées? )?sans réponse\b|\bdemandes? (?:restées? )?sans réponse\b"
            ),
            Passing.UNMET,
        ),
    )
)


def passed(text: str) -> Passed | None:
    """What a message passes on; None when it is about something else."""
    for shape, act in _SHAPES:
        if match := shape.search(text):
            number = match.groupdict().get("number")
            return Passed(act, int(number) if number else 0)
    return None
