"""How people hand over, rename and delete: cues over folded text."""

import re

POLITELY = (
    r"^\W*(?:(?:bonjour|salut|merci de|s'il (?:te|vous) plait|stp|svp|il faut|il faudrait|on peut|on|je|"
    r"(?:tu )?(?:peux|peut)(?:[ -]tu)?|(?:vous )?(?:pouvez|pourriez)(?:[ -]vous)?|veux|voudrais|souhaite|finalement)\W+)*"
)
RENAME = re.compile(
    r"\b(?:renomm|rebaptis|re-?intitul)\w*|\b(?:chang|modifi|corrig)\w* (?:le|son) (?:titre|nom|intitule)"
)
NEW_TITLE = re.compile(
    r"(?:\s(?:en|par|comme)\s|\s*:\s*|\s(?=«|\"))(?P<title>[^:]{3,200})$", re.IGNORECASE
)
DELETE = re.compile(
    rf"{POLITELY}(?:supprim|effac|enlev|retir|vir(?:e|er|ez)\b|jet(?:te|er|ez)\b)\w*"
)
OF_IT = re.compile(r"\b(?:l'echeance|la date|le blocage|le pilote|de mon profil)\b")
ITS_DATE = re.compile(r"\b(?:l'echeance|la date|la deadline)\b")
MERGE = re.compile(rf"{POLITELY}(?:fusionn|scind|dedoubl)\w*")

GIVE = re.compile(
    r"\bconfi(?:e|es|ez|er|ons|ee|ees|era|erai|ent|ant)?\b|\b(?:transf[e]r|attribu|affect|assign|delegu)\w*\b|\brevien\w* a\b"
    r"|\b(?:donn|pass|remet|laiss|transmet|ced|refil)\w*(?:-l[ae]\b|\s+(?:a la \w+\s+)?(?:l'action|l[ae]s? \d|la main|le pilotage|\d))"
    r"|\bl[ae] (?:donn|pass|remet|laiss|transmet|ced|refil)\w*|^\W*(?:donn|pass|laiss|transmet|refil)(?:e|ez|er|ons|s)?\b"
)
# These verbs hand over whoever follows; « donne », « passe » only a person who is known.
STRONGLY = re.compile(
    r"\bconfi(?:e|es|ez|er|ons|ee|ees|era|erai|ent|ant)?\b|\b(?:transf[e]r|attribu|assign|delegu)\w*\b"
)
TO = re.compile(r"\s(?:a|au profit de)\s+(?:m\.?|mme|madame|monsieur)?\s*$")
TO_NAME = re.compile(
    r"\s[àa]\s+(?P<name>(?!(?:la|le|l['’]|un|une|jour|nouveau|partir|cause|\d)\b)[^\W\d][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+)*)"
)
IT_IS_NAME = re.compile(
    r"\bc['’]est\s+(?P<name>[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+)*)\s+qui\s+(?:pilote|reprend|s['’]occupe)"
)
TAKES = re.compile(
    r"^\s*,?\s*(?:qui\s+)?(?:va\s+|vient de\s+)?(?:reprend\w*|a repris|pilote\w*|portera|porte|suivra|gere(?:ra)?|prend(?:ra)? (?:la suite|le relais|en charge|la main)"
    r"|s'(?:en )?occupe\w*|(?:est|sera|devient) (?:(?:desormais|maintenant|dorenavant) )?(?:l[ae] |la nouvelle |le nouveau )?(?:nouve\w+ )?(?:pilote|responsable|porteu\w+)|remplace)"
)
ROLE = re.compile(
    r":\s*(?:nouve\w+ )?pilote\s*$|\b(?:pilote|responsable|porteu(?:r|se))\s*(?:de (?:l'|l[ae] )?(?:action )?\S+\s*)?(?::|=|,|est|devient|sera|c'est|maintenant|par)\s*$"
)
AS = re.compile(r"^\s*(?:comme|en tant que|en)?\s*(?:nouve\w+ )?(?:pilote|responsable|porteu)")
MYSELF = re.compile(
    r"\b(?:je (?:vais )?(?:repren(?:ds|dre)|piloter?) (?!du|le retard)|je (?:prends|m'occupe) (?:la suite|en charge|desormais|le pilotage)|"
    r"c'est moi qui (?:reprends|pilote|m'en occupe)|je suis (?:desormais |maintenant )?(?:l[ae] )?(?:nouve\w+ )?pilote)"
)
NO_MORE = re.compile(
    r"(?:c'est|ce n'est|c) plus (?:a )?moi\b|\bplus moi qui\b|(?:ne|n') ?(?:la |le |l'|en |m'en |m')?(?:pilote|occupe|suis|gere) plus\b"
    r"|je passe la main|(?:retire|enleve)[ -]moi\b|\bje quitte (?:l'action|le pilotage)"
)
