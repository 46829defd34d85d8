"""How people say what a new action is: cues."""

import re

ASIDE = re.compile(
    r"\b(?:pour|confiée? à|pilotée? par|pilote|échéance|avant|d['’]ici|à rendre|axe|dans l['’]axe)\s*:?\s*(?=$|[,.;])",
    re.IGNORECASE,
)
OWNER = re.compile(
    r"\b(?:pilot\w*|responsable|confi\w*|porteu\w*|c'est|pour|par|avec|a|attribu\w*)\s*(?:a|par|:|=|est|sera)?\s*$"
)
PILOT_NAME = re.compile(
    r"\b(?:pilotée? par|pilote|responsable|confiée? à|porteu(?:r|se))\s*(?::|=|est|sera)?\s*(?P<name>[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+)*)"
)
# What a first message adds after the title: « …, axe Publics, je la pilote ».
LAST_WORDS = re.compile(
    r"\s*(?:[,;]|//|[—–-])\s*(?:et\s+)?(?:(?:dans\s+)?(?:l['’])?axe\s+|(?:pilotée?|portée?)\s+par|confiée?\s+à|pilote\s*:|"
    r"je\s+(?:la|le|m['’]en|pilote)|sans\s+(?:échéance|pilote)|pour\s+le\s+groupe).*$",
    re.IGNORECASE,
)
AMENDS = re.compile(
    r"^\W*(?:(?:non|oui|ok|mais|et|alors|plutot|en fait|ah|finalement)\W+)*(?:pilot|pour|axe|l'axe|titre|echeance|"
    r"c'est|avant|d'ici|confi|sans|pas d|groupe|dans|responsable|au plus|je (?:la|le|m'en)|a rendre|intitul|"
    r"rattach|mets|met|ajout|chang|date|deadline|fin|mi-|le \d|renomm|appel)"
)
NO_OWNER = re.compile(r"\b(?:sans|pas de) pilote\b")
NO_DUE = re.compile(r"\b(?:sans|pas d'|pas de) ?(?:echeance|date)\b")
MINE = re.compile(
    r"\b(?:je (?:la |le )?pilote|pilote\s*:?\s*moi|c'est moi|pour moi|je m'en (?:occupe|charge))\b"
)
TITLE = re.compile(
    r"(?:\btitre|\bintitul[ée]e?|\bappel\w*-l[ae]|\brenomme\w*(?:-l[ae])?)\s*(?::|=|en|est|plutôt)?\s*(?P<title>\S.{2,200})$",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[«“\"]\s*(?P<title>[^»”\"]{3,200}?)\s*[»”\"]")
AFTER_COLON = re.compile(r":\s*(?P<title>\S+\s+\S.{1,200})$")
