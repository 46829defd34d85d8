"""How people say where an action stands: cues over folded text, most telling first."""

import re

from storage.records import ActionStatus

_NOT_YET = r"(?:pas|rien|jamais|presque|quasi(?:ment)?|bientot|a moitie|sera|seront|serait|pas encore|pas tout a fait)"


def _words(*shapes: str) -> re.Pattern[str]:
    return re.compile(r"(?<![a-z])(?:" + "|".join(shapes) + r")")


# « fait » is no participle in these: they are taken out before anything is read.
IDIOMS = re.compile(
    r"(?<![a-z])(?:en fait|au fait|tout a fait(?! (?:fait|fini|termin))|de fait"
    r"|(?:c'est|voila) un fait|(?:un|le|les|du) faits?\b(?! (?:est|sont))"
    r"|(?:on|je|il|elle|ca|cela|qui|ils) (?:ne |n'|me |m'|te |se |s'|nous |vous |le |la |les |y |en )?fait"
    r"|vous (?:ne |n'|en |y |le |la |les )?faites|fait (?:que|partie|suite|l'objet|office|face|appel|defaut|debat|plaisir)"
    r"|faits? (?:\w+ )?[a-z]+(?:er|oir|aitre|ndre)|une fois faites?)(?![a-z])"
)

# « passe la 3 en fait »: as done.
SET_DONE = re.compile(r"(?:pass|met|mis|not)\w* .*en fait\W*$")

LIFTED = _words(
    r"plus (?:du tout )?(?:bloqu|coinc|suspend|gel|en attente|a l'arret|au point mort)\w*", r"debloqu\w+", r"on repart",
    r"(?:enlev|retir|lev|supprim)\w* le blocage", r"repart\b", r"redemarr\w+",
    r"(?<!\d )(?<!des )(?<!les )(?<!nos )(?<!mes )(?<!une )(?<!malgre )relanc\w+", r"leve[es]?\b(?! de)",
    r"(?:a |on |ca )?repris\b", r"re-?o?uvr\w+", r"rouvr\w+", r"repren(?:d|ds|ons|nent)\b", r"remis\w* en route",
)  # fmt: skip
AGREED = _words(r"dit oui", r"feu vert", r"accord (?:obtenu|recu|donne)", r"autoris(?:e|ee|es)\b")
DROPPED = _words(
    r"abandonn\w+", r"laiss\w* tomber", r"on (?:arrete|oublie|renonce)", r"renonc\w+", r"n'en veu\w+ plus",
    r"tomb\w+ a l'eau", r"enterr\w+", r"jete? l'eponge", r"sans suite", r"ne se fera pas",
    r"(?:on|ne) (?:le |la |les )?fera pas", r"annul\w+ pour de bon", r"action (?:\d+ )?(?:est )?annulee?", r"l[ae] \d+ (?:est )?annulee?", r"c'est (?:annule|mort)\b",
    r"(?:on |j')annule\b(?! (?:l[ae]s? |l')?(?:reunion|seance|rdv|rendez|atelier|date|representation))", r"on supprime",
)  # fmt: skip
BLOCKED = _words(
    r"attend (?:toujours |encore |plus que )?(?:l[ae]s? |l'|un |une |le feu |son |sa )?(?:reponse|retour|accord|vert|valid|sign|devis|arbitr|budget|financ|decision|avis|vote)\w*",
    r"bloqu\w+", r"coinc\w+", r"impossible d", r"tant qu", r"en attente", r"(?:on |j')attend\w*(?! le \d)",
    r"suspendu\w*", r"point mort", r"a l'arret", r"en panne", r"en stand[- ]?by", r"gel(?:e|ee|es)\b",
    r"au frigo", r"en rade\b", r"en souffrance", r"enlis\w+", r"au placard", r"patin\w+", r"n'avance (?:pas|plus)", r"rien n'avance", r"sans reponse de",
)  # fmt: skip
_LATER = r"(?:le \d|en |des |apres |a partir |lundi|mardi|mercredi|jeudi|vendredi|samedi|la semaine|dans |a la rentree)"
FUTURE_START = re.compile(
    rf"(?:(?:je|on|nous|ca)\s+(?:demarr|commenc|lanc|attaqu|debut)(?:e|ons|era|erai|erons)\b|m'y met\w*)"
    rf"\s+(?:\S+\s+){{0,4}}?{_LATER}"
)
NOT_STARTED = _words(
    r"pas (?:encore )?(?:commenc|demarr|debut|attaqu)\w+", r"rien (?:fait|commence)", r"pas (?:eu )?le temps",
    r"reste a (?:demarrer|lancer)", r"toujours rien", r"rien n'est (?:encore )?(?:commence|fait|lance|demarre|engage)",
    r"pas (?:encore )?touche\w*", r"pas (?:encore )?(?:ouvert|regarde) ",
)  # fmt: skip
SAME = _words(
    r"rien de (?:neuf|nouveau)", r"pas bouge\w*", r"pas de nouvelles?", r"n'a pas bouge", r"inchange\w*", r"idem",
    r"toujours pareil", r"ras\b", r"statu quo",
    r"(?:aucun|pas de) changement(?! d)", r"(?:aucune|pas d')evolution", r"au meme point", r"rien a signaler",
    r"aucune nouvelle",
)  # fmt: skip
NOT_DONE = _words(
    r"\d+ (?:\w+ )?(?:\w+ )?sur (?:les )?\d+", rf"{_NOT_YET}\s+(?:\w+\s+)?(?:fait|faite|fini|finie|termine|terminee|boucle|pret|prete|clos)\w*",
    r"(?:je|on|nous) (?:termine|boucle|finis|finit|livre|cloture|acheve|regle)\b", r"reste\b", r"il manque", r"encore (?:a|du|des|le|la|un|une)\b", r"plus qu", r"manque (?:plus|encore)",
)  # fmt: skip
DONE = _words(
    r"(?:c'est |c |est |sont |a ete |ont ete |voila |c'etait )?(?:fait|faite|faits|faites)\b(?! partie)",
    r"fini(?:e|s|es)?\b", r"termin(?:e|ee|es|ees)\b", r"boucl(?:e|ee|es|ees)\b", r"pli(?:e|ee|es|ees)\b",
    r"clotur(?:e|ee|es|ees)\b", r"achev(?:e|ee|es|ees)\b", r"regl(?:e|ee|es|ees)\b", r"clos(?:e|es)?\b",
    r"livr(?:e|ee|es|ees)\b", r"dans la boite", r"c'est (?:bon|ok|en place|signe|rendu)\b", r"c bon\b", r"done\b",
    r"nickel\b", r"mission accomplie", r"realis(?:e|ee|es|ees)\b", r"finalis(?:e|ee|es|ees)\b",
    r"(?:a|est|ont|sont) (?:ete )?(?:mis|mise|mises) en place\b", r"(?:pass|met|mis)\w* .*en fait$",
)  # fmt: skip
STEP = re.compile(
    r"(?:j'ai|on a|nous avons|ils ont|elle a|il a)\s+(?:deja\s+|bien\s+|enfin\s+)?"
    r"(?:fini|termine|boucle|fait|regle|livre|cloture|acheve|finalise)\w*\s+(?:de\s+)?(?P<what>(?!(?:la|les|l'action|les actions) \d)(?!(?:cette|l')\s?action\b)(?:le|la|les|l'|des|du|un|une|nos|mes|son|ses)\b.+)"
)
DOING = _words(
    r"en cours", r"avanc\w+", r"ca roule", r"(?:a |ai |avons |on a |est |sont |ete )?(?:demarr|commenc|lanc(?!ement)|debut|entam|attaqu)\w+",
    r"en bonne voie", r"suit son cours", r"on continue", r"en retard", r"du retard", r"prend\w* du retard",
    r"progress\w+", r"a moitie", r"mi-(?:chemin|parcours)", r"premier jet", r"version \d", r"valid(?:e|ee|es|ees)\b",
    r"envoy(?:e|ee|es|ees)\b", r"relu(?:e|s|es)?\b", r"rencontr(?:e|ee|es|ees)\b", r"depos(?:e|ee|es|ees)\b", r"sign(?:e|ee|es|ees)\b",
    r"(?:est|sont) (?:enfin |bien |fin )?pret(?:e|s|es)?\b", r"(?:install|pos|imprim|command|choisi|recrut|achet|distribu|publi|diffus)(?:e|ee|es|ees)\b",
    r"(?:mis|mise|mises) en ligne", r"en ligne\b",
    r"(?:est|sont|on est) (?:donc |bien |enfin )?partis?\b", r"(?:rdv|rendez-vous) (?:est |sont )?(?:pris|cale|fixe)",
    r"\d+ sur (?:les )?\d+ (?:sont )?(?:deja )?(?:fait|fini|termin|boucl|pret)\w*", r"a la (?:bourre|traine)\b",
    r"hors delais?", r"pas dans les (?:temps|delais)",
    r"appel(?:e|er|ee)\b", r"(?:j'ai|on a|nous avons|a|ont) (?:\w+ )?\w+(?:e|i|is|it|u)s?\b(?= )", r"prepar\w+", r"travaill\w+", r"dit oui", r"reste (?:le|la|les|l'|a|plus)",
    r"manque (?:plus|encore|juste)", r"plus que (?:l[ae]s?|l'|un|une|a)\b",
)  # fmt: skip
POSTPONED = _words(
    r"repouss\w+", r"report(?:e|ee|es|ees|er|ons|ent|era)\b", r"decal\w+", r"recul\w+", r"pouss(?:e|er|ons)\b",
    r"retard(?:e|ee|er)\b", r"report (?=d|a)", r"prolong\w+", r"remis\w* a\b", r"glisse\b",
)  # fmt: skip
REOPENED = _words(
    r"rouvr\w+", r"re-?ouvr\w+", r"finalement", r"on (?:re)?prend\b", r"relanc\w+", r"repren\w+"
)
LATE = _words(
    r"en retard(?! (?:pour|de|dans) (?:vous |te |ma |la )?repon)",
    r"(?<!desole )(?<!desolee )(?<!pardon )(?<!excuses )du retard(?! de repon)", r"a la (?:bourre|traine)\b",
    r"hors delais?", r"pas dans les (?:temps|delais)",
)  # fmt: skip

# Before a date: what makes it the due day, and what makes it something else. The nearest word wins.
DUE = re.compile(
    r"(?<![a-z])(?:vis(?:e|er|ons|ent|ee)|livraison|livr\w*|echeance|delai|repouss\w*|decal\w*|report\w*|"
    r"recul\w*|pouss\w*|prolong\w*|fin prevue|fini\w*|termin\w*|pret\w*|rendu\w*|rendre|nouvelle date|"
    r"passe\w* (?:a|au)|not(?:er|ez)|mett(?:re|ez)|compt(?:er|ez|ons)|plutot|objectif|cible|butoir|boucl\w*|prevu\w*|lancement|sortie|ouverture|limite|tenir|remis\w* a)"
    r"(?![a-z])"
)
OTHER = re.compile(
    r"(?<![a-z])(?:depuis|reunion|rendez-vous|rdv|rv|commission|conseil|comite|demarr\w*|commenc\w*|lance\b|lancons|debut\w*|"
    r"m'y met\w*|reprise|attend\w*|retours?|atelier|seance|au lieu|initialement|vu(?:e|s)?|rencontr\w*|appel\w*|"
    r"relanc\w*|point|hier|arrive\w*|passe en|presente\w*|encha\w*|pris(?:e|es)?|occupe\w*|ferme\w*|revient|repond\w*|signe\w*|test\w*|valide\w*)(?![a-z])"
)

# Right before a date these make it the due day whatever else was said.
ADJACENT = re.compile(
    r"(?:\bpasse\w*\s+(?:\S+\s+){1,4}(?:a|au|en)|\bpour|\bd'ici|\bavant|au plus tard|\bvise\w*|\bau plus)(?: le| la| a| au)?\s*$"
)

# After a date: « le 26 février comme nouvelle échéance ».
AFTER = re.compile(
    r"\s*(?:,\s*)?(?:au lieu|(?:comme|en guise de) (?:nouvelle |nouveau )?(?:echeance|date|delai))"
)

# A percentage that cannot be: « -5 % », « 120 % ».
BELOW_ZERO = re.compile(r"(?:^|[\s(:])(?:[-\u2212]|moins )(?=\d{1,3}\s*(?:%|pour ?cents?\b))")
ALSO = re.compile(r"\b(?:aussi|egalement|de meme|idem|pareil)\b")
PERCENT = re.compile(r"(?<![\d,.])(?P<figure>\d{1,4})\s*(?:%|pour ?cents?\b|pct\b)")
PARTS = (
    (re.compile(r"(?:aux|les|a|deja les)\s+(?:trois quarts|3/4)"), 75),
    (re.compile(r"(?:aux|les|a)\s+(?:deux tiers|2/3)"), 67),
    (re.compile(r"(?:a|au|un)\s+(?:un\s+)?(?:quart|1/4)\b"), 25),
    (re.compile(r"(?:a|au|un)\s+(?:un\s+)?(?:tiers|1/3)\b"), 33),
    (re.compile(r"(?:a|la|a la|deja la)\s+moitie|mi-(?:parcours|chemin)"), 50),
)

BLOCKER = re.compile(
    r"(?:bloqu\w*|coinc\w*|suspendu\w*|gele\w*)\s*(?:par|a cause d(?:e|u|es)|car|parce que?|faute d(?:e|u|es)?|:|,|sur|cote)\s*(?P<why>[^.;!?\n]+)"
    r"|(?P<wait>(?:en attente d|tant qu|impossible d|(?:on |j')attend\w*\s|faute d)[^.;!?\n]+)"
)

ORDER: tuple[tuple[re.Pattern[str], ActionStatus], ...] = (
    (LIFTED, ActionStatus.DOING),
    (DROPPED, ActionStatus.DROPPED),
    (BLOCKED, ActionStatus.BLOCKED),
)
