"""How people ask where actions stand, and which ones: cues over folded text."""

import re

MINE = re.compile(
    r"\b(?:mes|mon|ma)\s+(?:\w+\s+)?actions?\b|\bje pilote\b|\bmoi\b(?<!-moi)(?<!z moi)(?<!donne moi)(?<!montre moi)|\bmes (?:taches|dossiers|echeances|retards)\b"
    r"|\bj'ai (?:a faire|en cours|sur le feu)|\bdois-je\b|\bme reste\b"
)
MANY = re.compile(
    r"\b(?:actions|taches|chantiers|echeances|retards|liste|combien|quelles)\b|\bqu'est[- ]ce qu|\bqui (?:n'a|ne)\b"
)
WORST = re.compile(
    r"\bl[ae] (?:plus|premiere|prochaine)\b.*|\b(?:plus|moins) (?:en retard|urgent\w*)"
)
PLURAL = re.compile(r"\ben (?:sont|sommes)\b|\bsont\b|\b(?:les|des|aux)\s+\w+s\b")
TOPIC = re.compile(
    r"\b(?:ou en (?:est|sont|sommes|es)(?:[ -](?:on|nous|tu))?|(?:point|nouvelles?|neuf|bilan|quid|etat|avancement|historique|echeance|pilote|responsable)"
    r"|que devien\w+|qui (?:pilote|suit|porte|gere)|s'occupe|actions (?:sur|autour|concernant|liees|qui parlent))\s+"
    r"(?:(?:sur|avec|de|du|des|d'|pour|dans|cote|a)\s*)?(?:l[ae]s?\s+|l'|nos\s+|notre\s+)?(?P<what>[^,.;:!?]{2,60})"
)
GENERAL = re.compile(
    r"^(?:on|nous|actions?|projet|plan|suivi|tout|tous|registre|tableau|travail|l'ensemble|ensemble|equipe|chose|retard)\b"
)
WHOLE = re.compile(
    r"\b(?:action|actions|projet|plan|suivi|tableau|bilan|point|avancement|registre|tout|on en est|en (?:est|sommes))\b"
)
THE_PLAN = re.compile(r"\bprojet de (?:la )?direction\b", re.IGNORECASE)
NOBODY = re.compile(
    r"\bactions?\s+(?:de|d['’])\s*(?P<name>[A-ZÀ-Ý][\w'’-]+(?:\s+[A-ZÀ-Ý][\w'’-]+)*)"
)
UNTIL = re.compile(
    r"(?:d'ici|avant|jusqu'(?:a|au|en))\s*(?:a|au|la|le|l')?\s*$|^(?:d'ici|avant|jusqu)"
)
ASKS = re.compile(
    r"^\W*(?:(?:et|alors|euh|dis|dites|bonjour|salut|hello|coucou|au fait|sinon|mais|passerelle)\W+)*"
    r"(?:ou (?:en|est|sont)\b|quand (?:est|sera|doit|finit|finissent|se)\b|qui (?:est|pilote|suit|s'occupe|a|porte|gere)\b"
    r"|quel(?:le|s|les)?\b|combien\b|est[- ]ce\b|c'est (?:quand|quoi|qui (?:le|la|qui|est)|pour quand|ou)\b|pour quand\b|a quand\b"
    r"|que devien\w+|qu'en est|a-t-on|y a-t-il|on en est ou|des nouvelles d|quoi de neuf|"
    r"(?:montre|affiche|donne|liste|envoie|dis|rappelle|resume|lis|ouvre|voir)(?:[ -]moi|z[ -]moi|r|z)?\s+(?!.*:)"
    r"(?:(?:l[ae]s?|l'|mes|nos|toutes|une|ou|un)\b))"
)
OU = re.compile(
    r"\b(?:en (?:est|es|sont|sommes)[ -](?:on|elle|il|elles|ils|nous)?\s*ou|en est ou|ou en (?:est|sont)|qui (?:la|le|les) pilote)\b"
)
# « peux-tu noter que la 12 est finie ? » is no question.
POLITELY = re.compile(
    r"\b(?:peux|peut|pouvez|pourr\w+|possible|veux|voulez|faut)\b.*\b(?:not\w+|mettre|passer|pass\w+|enregistr\w+|"
    r"marqu\w+|clo\w+|ferm\w+|repouss\w+|report\w+|decal\w+|confi\w+|chang\w+|renomm\w+|supprim\w+|abandonn\w+|donner)\b"
    r"|\btu (?:me |la |le )?(?:notes|mets|passes)\b"
)
GOES_ON = re.compile(
    r"\b(?:elle|la (?=pilote|suit|porte|gere|reprend)|celle-ci|cette action|son|sa|c'est (?:quand|pour quand|qui|quoi|laquelle)|laquelle|pour quand|a quand|l'echeance|le pilote)\b"
)
LISTS = re.compile(r"\b(?:actions|mes|toutes|combien|liste)\b")
WHO = re.compile(
    r"\bqui (?:est-ce qui |est ce qui )?(?:pilot|s'occup|ger|suit|port|est (?:le |la )?(?:pilote|responsable|referent))\w*"
)
