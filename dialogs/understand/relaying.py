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
    r"(?:au(?:x)? (?:groupes?|gt|coordinat\w+|coordinateur·rices|coordos?|collègues|autres)|"
    r"à (?:la|l['’]équipe de) (?:coordination|coordo)|au canal|à (?:tout le monde|la cantonade)|"
    r"à (?:mes|des|nos|d['’]autres) collègues|autour de (?:toi|vous))"
)
_LEAD = r"(?:(?:oui|ok|okay|d['’]accord|bon|alors|non|bah|eh bien|dans ce cas|stp|s['’]il (?:te|vous) pla[iî]t)[\s,!]+)*"
_PLEASE = (
    r"(?:(?:(?:est-ce que )?(?:tu peux|on peut|vous pouvez)|peux-tu|pouvez-vous|peut-on|pourrais-tu|pourriez-vous|"
    r"(?:je|j['’])\s?(?:veux|voudrais|aimerais|souhaite)|(?:il )?faut|il faudrait)\s+)?"
)
_ASKS = (
    r"(?:(?:re)?demande[rz]?|pose[rz]?|transmet\w*|rela[iy]e\w*|envoie\w*|envoyer|"
    r"fai(?:s|re|tes)[- ](?:suivre|passer))"
)
_IT = r"[- ](?:(?:le|la|leur)[- ])?(?:(?:la|ma|cette) (?:question|demande) |ça |cela )?"
_AFTER = r"(?:[\s,]*(?:merci|du tout|pour moi|à mon avis|finalement)\b[^?]{0,30})?\W*$"
# Where the question itself begins: « …au groupe handicap : », « …à la coordination s'il existe ».
_QUESTION = re.compile(
    r"^(?:\s*:\s*|[\s,]+(?=(?:qui|si|s['’]ils?|comment|où|quand|pourquoi|combien|quel(?:le)?s?|est-ce)\b))"
    r"(?!s['’]il (?:te|vous) pla)(?P<words>\S.{7,})$",
    re.IGNORECASE | re.DOTALL,
)
_SHAPES: tuple[tuple[re.Pattern[str], Passing], ...] = tuple(
    (re.compile(shape, re.IGNORECASE), act)
    for shape, act in (
        (
            rf"^\W*{_LEAD}{_PLEASE}{_ASKS}{_IT}{_TO}\b",
            Passing.ASK,
        ),
        (
            r"\bje (?:peux|pourrais|veux bien|sais) (?:vous |l['’]|t['’]|les )?(?:aider|répondre)\b.*?\bdemande (?:n°\s*)?(?P<number>\d{1,9})\b",
            Passing.HELP,
        ),
        (
            rf"^\W*{_LEAD}(?:moi[\s,]+)?je (?:peux|pourrais|veux bien|sais) (?:vous |l['’]|t['’]|les |y )?(?:aider|répondre){_AFTER}",
            Passing.HELP,
        ),
        (
            r"\bje connais (?:quelqu['’]une?|une personne|la personne)\b.*?\bdemande (?:n°\s*)?(?P<number>\d{1,9})\b",
            Passing.KNOW,
        ),
        (
            rf"^\W*{_LEAD}(?:moi[\s,]+)?je connais (?:quelqu['’]une?|une personne|la personne){_AFTER}",
            Passing.KNOW,
        ),
        (
            (
                r"^\W*(?:(?:merci|super|ok|parfait)[,! ]+)?(?:c['’](?:est|était) )?(?:très |bien |vraiment )?(?:utile|pertinent)"
                rf"{_AFTER}|^\W*(?:ça|cela|cette réponse) m['’](?:aide|a (?:bien |beaucoup )?aidée?){_AFTER}"
            ),
            Passing.HELPFUL,
        ),
        (
            (
                r"^\W*(?:non[, ]+)?(?:ce n['’](?:est|était)|c['’](?:est|était)|ça n['’]est)?\s*(?:(?:pas|peu) (?:très |vraiment |bien )?"
                rf"(?:utile|pertinent|ce que je (?:cherche|cherchais|voulais))|inutile){_AFTER}|"
                rf"^\W*(?:ça|cela|cette réponse) (?:ne )?m['’](?:aide pas|a pas aidée?){_AFTER}"
            ),
            Passing.UNHELPFUL,
        ),
        (
            (
                r"\bsujets? (?:sans|qui n['’]ont (?:pas|aucun))(?: de)? (?:référente?s?|référent·es?|personne|expert\w*)\b|"
                r"\b(?:quels? (?:sujets?|compétences?|savoir-faire)|qu['’]est-ce qui|que) (?:nous )?manquent?(?: t-il)?\b.*\b(?:référent|chez nous|déclar)|"
                r"\bsujets? (?:qui )?n['’]ont (?:pas|aucun|toujours pas)(?: de| encore de)? (?:référent\w*|référent·es?|expert\w*)\b|"
                r"^\W*(?:quelles |les )?(?:compétences?|savoir-faire) (?:(?:qui )?(?:nous )?manquent|manquante?s?)\W*$|"
                r"^\W*(?:qu['’]est-ce qu['’]on|que|sur quoi)\b.*\b(?:cherch\w+ en vain|demandé en vain)\b|"
                r"\bquestions? (?:restées? )?sans réponse\b|\bdemandes? (?:restées? )?sans réponse\b"
            ),
            Passing.UNMET,
        ),
    )
)


def asked_in(text: str, *, after: int = 0) -> str:
    """The question that such a message holds itself; a group named in it ends at `after`."""
    found = next((shape.search(text) for shape, act in _SHAPES if act is Passing.ASK), None)
    if found is None:
        return ""
    words = _QUESTION.match(text[max(after, found.end()) :])
    return words["words"].strip() if words else ""


_SOMEBODY = re.compile(
    r"^\W*(?:m\.\s|(?:un|une|mon|ma|mes|notre|quelqu['’]une?|des|mme|monsieur|madame|elle|il|iel|celui|celle|la personne)\b)",
    re.IGNORECASE,
)


def describes_somebody(text: str) -> bool:
    """« une dame de Montreuil », « M. Untel »: the answer to « à qui pensez-vous ? »."""
    return bool(_SOMEBODY.match(text))


def passed(text: str) -> Passed | None:
    """What a message passes on; None when it is about something else."""
    for shape, act in _SHAPES:
        if match := shape.search(text):
            number = match.groupdict().get("number")
            return Passed(act, int(number) if number else 0)
    return None
