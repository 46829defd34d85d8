"""Messages on peer training, known by their shape: to pass something on, to learn, what is in demand.

« je veux bien transmettre la reliure » · « j'aimerais apprendre la LSF » · « qui veut apprendre
la reliure ? » · « quelles formations sont demandées ? »
"""

import re
from dataclasses import dataclass
from enum import StrEnum, auto

from dialogs.mentions.asides import without_asides
from dialogs.understand.clean import cleaned, parts


class Wanted(StrEnum):
    """What a message wants of peer training."""

    TEACH = auto()
    STOP_TEACHING = auto()
    LEARN = auto()
    STOP_LEARNING = auto()
    DEMAND = auto()


@dataclass(frozen=True, slots=True)
class Sharing:
    """What is wanted, and of what; no subject = of everything, or not said."""

    wanted: Wanted
    subjects: tuple[str, ...] = ()


_TEACHES = (
    r"transmettre|former(?: (?:les |des |mes |d['’]autres )?(?:collègues|gens|agents|autres))?(?= (?:à|au|aux|en|sur|d)\b| à l)|"
    r"apprendre(?= (?:aux|à (?:des|d['’]autres|mes)) )|(?:donner|faire|animer) (?:une|des) formations?|"
    r"initier (?:les |des |mes |d['’]autres )?(?:collègues|gens|agents|autres)|partager mes connaissances|montrer(?= aux)"
)
_LEARNS = (
    r"apprendre(?! (?:aux|à (?:des|d['’]autres|mes)) )|me former|être formée?|être initiée?|m['’]initier|me perfectionner|progresser|"
    r"suivre une formation|débuter(?= en)"
)
_WILL = (
    r"(?:je (?:veux|voudrais|souhaite|souhaiterais|peux|pourrais|suis (?:prête?|partante?|volontaire|d['’]accord) (?:pour|à)|"
    r"serais (?:prête?|partante?|d['’]accord) (?:pour|à)|propose de|accepte de|me propose (?:pour|de))|j['’](?:aimerais|accepte de)|"
    r"volontaire pour|partante? pour|envie d['’e]\s?)(?: bien| aussi| volontiers)*"
)
_ASIDE = r"(?:\s+(?:aux|à des|à d['’]autres|à mes|les|des|mes) (?:autres |jeunes )?(?:collègues|autres|agents|gens|volontaires))?"
_WHAT = r"\s*(?P<what>[^.!?\n]*)"


def _shape(body: str) -> re.Pattern[str]:
    return re.compile(body, re.IGNORECASE)


_SHAPES: tuple[tuple[re.Pattern[str], Wanted], ...] = (
    (
        _shape(
            r"\bqui (?:est-ce qui )?(?:veut|voudrait|souhaite|aimerait|cherche à|a envie d['’e]\s?) ?"
            rf"(?:apprendre|se former|être formée?|s['’]initier){_WHAT}"
        ),
        Wanted.DEMAND,
    ),
    (
        _shape(
            r"\b(?:demandes? de formations?|formations? (?:entre (?:pairs|collègues) )?(?:sont |qui sont )?(?:demandées?|souhaitées?|attendues?)|"
            r"(?:que|qu['’]est-ce que) (?:les (?:gens|collègues) )?(?:veulent|voudraient|souhaitent) (?:les (?:gens|collègues) )?apprendre|"
            r"(?:envies|souhaits|besoins) (?:d['’]apprendre|de formation))\b(?P<what>)"
        ),
        Wanted.DEMAND,
    ),
    (
        _shape(rf"\bje (?:ne )?(?:veux|souhaite|peux) plus (?:{_TEACHES}){_ASIDE}{_WHAT}"),
        Wanted.STOP_TEACHING,
    ),
    (
        _shape(rf"\bje (?:ne )?(?:veux|souhaite) plus (?:{_LEARNS}){_WHAT}"),
        Wanted.STOP_LEARNING,
    ),
    (_shape(rf"\b{_WILL}\s*(?:{_TEACHES}){_ASIDE}{_WHAT}"), Wanted.TEACH),
    (_shape(rf"^\W*(?:je transmets|je forme (?:à|au|aux|en|volontiers)){_WHAT}"), Wanted.TEACH),
    (_shape(rf"\b{_WILL}\s*(?:{_LEARNS}){_WHAT}"), Wanted.LEARN),
)
_TAIL = re.compile(
    r"\b(?:à mes collègues|aux collègues|aux autres|à d['’]autres|à qui veut|si ça intéresse\b.*|s['’]il y a\b.*|un jour|bientôt|"
    r"cette année|avec (?:un|une|des) collègues?|auprès d['’].*|si besoin|volontiers)\W*$",
    re.IGNORECASE,
)


def sharing(text: str) -> Sharing | None:
    """What a message wants of peer training; None when it is about something else."""
    for shape, wanted in _SHAPES:
        if match := shape.search(text):
            said = without_asides(_TAIL.sub("", match["what"]))
            return Sharing(wanted, tuple(parts(cleaned(said))))
    return None
