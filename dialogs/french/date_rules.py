"""The rules of date phrases, most telling first: each takes its stretch of text from those below.

A rule gives a Reading, or None: no date. With `takes_anyway`, what gives None is taken all the same,
so that « 31/11 » or « salle du 8 mai » is not read in part by a later rule.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dialogs.french import date_readings as reading
from dialogs.french.date_feasts import FEAST
from dialogs.french.date_periods import NTH, PERIOD
from dialogs.french.date_readings import Reading
from dialogs.french.date_words import ANY_DAY, COUNT, DAY, MONTH, NUMBER_OF_DAY, YEAR

Reader = Callable[[re.Match[str], date], Reading | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over folded text and what it means; without `read` it only keeps others away."""

    pattern: re.Pattern[str]
    read: Reader | None = None
    takes_anyway: bool = True


_B, _E = r"(?<![a-z0-9])", r"(?![a-z0-9])"
_SEP = r"\s*[/.\-]\s*"


def _compile(shape: str) -> re.Pattern[str]:
    return re.compile(f"{_B}(?:{shape}){_E}")


def _when(suffix: str, *, tail: bool) -> str:
    """A day with its number: named month, numeric month, or (without `tail`) the number alone."""
    named = rf"(?P<month{suffix}>{MONTH})(?:\s+(?P<year{suffix}>{YEAR}))?"
    optional = "" if tail else "?"
    return rf"(?:(?P<day{suffix}>{ANY_DAY})\s+)?(?:le\s+)?(?P<number{suffix}>{NUMBER_OF_DAY})(?:\s+{named}){optional}"


_NUMERIC = (
    rf"(?:(?P<day>{ANY_DAY})\s+)?(?:le\s+)?(?P<number>[0-3]?\d){_SEP}(?P<m>[01]?\d)"
    rf"(?:{_SEP}(?P<year>20\d\d|\d\d))?(?!\s*[/.\-]?\d)"
)
_PLACES = (
    "salle|rue|place|avenue|boulevard|bd|square|quai|stade|ecole|college|lycee|parc|impasse|cours|"
    "pont|station|metro|cite|passage|allee|gymnase|espace|residence|arret|villa|caserne|rond-point"
)
_UNIT = r"(?:jours?|semaines?|sem|mois|ans?|annees?|trimestres?|heures?|h|quinzaines?)"
_WHEN = r"(?:prochaine?|pro|qui\s+vient|suivante?|dernier|derniere|passee?)"
_TODAY = r"aujourd'?\s?hui|aujourdhui|ajd|auj|ce\s+(?:soir|matin|midi)|cet\s+(?:aprem|apres-midi)|ce\s+jour|tantot"
_PART = (
    r"(?:(?:d'ici|avant|pour|jusqu'a|a|vers|en|des)\s+)?(?:la\s+|le\s+)?(?:toute\s+)?"
    r"(?:fin|debut|milieu)(?:\s+(?:de\s+la|de\s+l'|de|du|des|d'))?|"
    r"(?:a\s+la\s+|vers\s+la\s+|d'ici\s+)?mi(?=[\s-])|courant|"
    r"(?:au\s+)?(?:retour|la\s+rentree)\s+(?:de|des)|apres|avant|pendant|durant|au\s+cours\s+(?:de|du|des)"
)
_BARE = r"(?:pour|d'ici|en|des|courant|avant|ce|cette|cet|le|la|les|l'|au|du|de|dans|sur|vers|mois\s+de|jusqu'en|jusqu'a)"

# fmt: off
RULES: tuple[Rule, ...] = (
    # What only looks like a date.
    Rule(_compile(rf"(?:{_PLACES})\s+(?:[a-z']+\s+)?(?:du|de\s+la|le)\s+{NUMBER_OF_DAY}\s+{MONTH}(?:\s+(?:19|20)\d\d)?")),
    Rule(_compile(r"(?:\d\d[ .]){4}\d\d")),
    Rule(_compile(r"\d{1,3}\s*/\s*\d{1,3}(?=\s+(?!dans\b|mais\b|apres\b|sans\b|sous\b|vers\b|plus\b|puis\b|alors\b|nous\b|vous\b)[a-z]{3,}s\b)")),
    Rule(_compile(r"(?:aux|les|des|a)\s+(?:1/2|1/3|2/3|1/4|3/4)(?!/)")),
    Rule(_compile(rf"(?:tous|toutes)\s+les\s+(?:(?:{COUNT})\s+)?[a-z]+(?:\s+du\s+mois)?")),
    Rule(_compile(r"chaque\s+(?:(?:premier|dernier|1er)\s+)?[a-z-]+(?:\s+du\s+mois)?")),
    Rule(_compile(r"(?:une?|deux|trois|\d)\s+(?:fois|jours?|seances?|h|heures?)\s+par\s+[a-z]+")),
    Rule(_compile(rf"(?:{DAY}|jour|semaine|mois|week-end)s?\s+sur\s+(?:deux|trois|quatre|\d)")),
    Rule(_compile(rf"(?:les\s+)?{DAY}s(?:\s+et\s+{DAY}s)*")),
    Rule(_compile(r"un\s+de\s+ces\s+(?:quatre|jours)")),
    Rule(_compile(r"\d+\s*(?:-|a|à)\s*\d+\s+ans")),
    # Ranges.
    Rule(_compile(rf"entre\s+(?:le\s+)?(?P<from>{FEAST})\s+et\s+(?:le\s+)?(?P<to>{FEAST})"), reading.between_feasts),
    Rule(_compile(rf"(?:du|de)\s+{_when('_a', tail=False)}\s+(?:au|a|jusqu'au)\s+{_when('_b', tail=True)}"), reading.days),
    Rule(_compile(rf"entre\s+(?:le\s+)?{_when('_a', tail=False)}\s+et\s+(?:le\s+)?{_when('_b', tail=True)}"), reading.days),
    Rule(_compile(rf"(?:les?\s+)?{_when('_a', tail=False)}(?:\s*(?:et|&)\s*|(?<=\d)\s*-\s*(?=\d))(?:le\s+)?{_when('_b', tail=True)}"), reading.days),
    Rule(_compile(rf"(?:du|entre\s+le)\s+(?:(?P<day_a>{ANY_DAY})\s+)?(?P<number_a>[0-3]?\d)(?:{_SEP}(?P<m_a>[01]?\d)(?:{_SEP}(?P<year_a>20\d\d|\d\d))?)?"
            rf"\s+(?:au|et\s+le)\s+(?:(?P<day_b>{ANY_DAY})\s+)?(?P<number_b>[0-3]?\d){_SEP}(?P<m_b>[01]?\d)(?:{_SEP}(?P<year_b>20\d\d|\d\d))?"), reading.days),
    Rule(_compile(rf"(?:du|entre\s+le)\s+{_when('_a', tail=False)}\s+(?:au|et\s+le)\s+(?:(?P<day_b>{ANY_DAY})\s+)?(?P<number_b>{NUMBER_OF_DAY})"), reading.days),
    Rule(_compile(rf"les\s+(?P<number_a>{NUMBER_OF_DAY})\s+et\s+(?P<number_b>{NUMBER_OF_DAY})"), reading.days),
    Rule(_compile(rf"(?:du|de|entre(?:\s+le)?)\s+(?P<from>{DAY})\s+(?:au|a|et(?:\s+le)?)\s+(?P<to>{DAY})"), reading.weekdays),
    Rule(_compile(rf"(?:de|entre)\s+(?P<from>{MONTH})\s+(?:a|et)\s+(?P<to>{MONTH}(?:\s+{YEAR})?)"), reading.months),
    # Weeks.
    Rule(_compile(rf"(?:dans\s+)?(?:la\s+)?semaine\s+du\s+{_when('', tail=False)}"), reading.week_of),
    Rule(_compile(rf"(?:dans\s+)?(?:la\s+)?semaine\s+du\s+{_NUMERIC}"), reading.week_of),
    Rule(_compile(r"(?:(?:en|la|de\s+la|pour\s+la|d'ici\s+la|fin)\s+)?(?:semaine|sem\.?|s)\s*(?:n°?\s*)?(?P<number>[0-5]?\d)(?:\s+(?:de\s+)?(?P<year>20\d\d))?"), reading.numbered_week),
    Rule(_compile(rf"(?P<day>{DAY})\s+(?:de\s+)?(?:(?P<next>la\s+semaine\s+(?:prochaine|pro|suivante|qui\s+vient|d'apres))|cette\s+semaine|(?:la\s+)?(?:semaine|s)\s*(?P<number>[0-5]?\d))"), reading.weekday_of_week),
    Rule(_compile(rf"(?:le\s+|ce\s+|au\s+)?(?:week[\s-]?end|weekend|we)\s+(?:du\s+)?{_when('', tail=True)}"), reading.weekend_of),
    Rule(_compile(rf"(?:(?:le|ce|au|du|pour\s+le|d'ici\s+le|en)\s+)?(?:week[\s-]?end|weekend|we|wk)(?:\s+(?:(?P<when>{_WHEN})|(?P<in_week>de\s+la\s+semaine\s+prochaine)))?"), reading.weekend),
    Rule(_compile(rf"(?:la\s+|en\s+)?(?P<rank>premiere|1re|1ere|deuxieme|2e|2eme|seconde|troisieme|3e|quatrieme|derniere)\s+(?P<what>semaine|quinzaine)\s+(?:de\s+|du\s+|d')(?P<period>mois\s+(?:prochain|suivant)|mois|{MONTH}(?:\s+{YEAR})?)"), reading.nth_part),
    # A day with its number.
    Rule(_compile(r"(?P<year>20\d\d)-(?P<m>[01]\d)-(?P<number>[0-3]\d)"), reading.exact),
    Rule(_compile(rf"(?P<rank>premier|1er|deuxieme|2e|2eme|second|troisieme|3e|3eme|quatrieme|4e|dernier)\s+(?P<day>{DAY})\s+(?:de\s+|du\s+|d')(?P<period>(?:mois\s+(?:prochain|suivant))|mois|{MONTH}(?:\s+{YEAR})?)"), reading.nth_weekday),
    Rule(_compile(rf"{_when('', tail=True)}(?:\s+(?P<last>dernier|passe))?"), reading.exact),
    Rule(_compile(_NUMERIC), reading.exact),
    Rule(_compile(rf"(?P<day>{ANY_DAY})\s+(?:le\s+)?(?P<number>{NUMBER_OF_DAY})(?!\s*(?:h\b|heures?|:|%|[a-z]{{4,}}s\b))"), reading.exact),
    Rule(_compile(rf"(?:le|au|du|pour\s+le|d'ici\s+le|avant\s+le|jusqu'au)\s+(?P<number>{NUMBER_OF_DAY})(?!\s*(?:h\b|heures?|:|%|/|[.,]\d|[a-z]{{4,}}s\b|e\b|eme\b))(?:\s+(?P<last>dernier))?"), reading.exact, takes_anyway=False),
    # Counted from today.
    Rule(_compile(rf"(?:dans|sous|d'ici)\s+(?:a\s+|les\s+|un\s+delai\s+de\s+)?(?P<count>{COUNT})\s*(?:prochaine?s\s+)?(?P<unit>{_UNIT})(?:\s+prochaine?s)?"), reading.after),
    Rule(_compile(rf"(?:il\s+y\s+a|y\s+a|ca\s+fait|depuis)\s+(?P<count>{COUNT})\s*(?P<unit>{_UNIT})"), reading.ago),
    Rule(_compile(r"(?:sous|d'ici|dans|a)\s+(?:une\s+|la\s+)?(?P<word>huitaine|quinzaine)(?:\s+de\s+jours)?"), reading.fortnight),
    Rule(_compile(r"\d{1,2}\s*(?:h|heures?)\s*\d{0,2}|\d{1,2}:\d\d")),
    # Weekdays and words.
    Rule(_compile(rf"(?:{_TODAY})|(?:apres?|avant)[\s-]*(?:demain|dmain|hier)|demain|dmain|demin|2main|hier"), reading.relative),
    Rule(_compile(rf"(?P<day>{DAY})(?:\s+(?:(?P<when>{_WHEN})|(?P<later>en\s+(?:huit|8|quinze|15))))?"), reading.next_weekday),
    # Parts of periods, then periods, feasts.
    Rule(_compile(rf"(?:a\s+|d'ici\s+|pour\s+|avant\s+|des\s+)?la\s+rentree(?:\s+(?:de\s+|d'|du\s+mois\s+de\s+)?(?P<month>{MONTH}))?(?!\s+(?:de|des)\s+vacances)"), reading.return_of),
    Rule(_compile(rf"(?P<part>{_PART})[\s-]*(?:la\s+|les\s+|l'|ce\s+|cette\s+|du\s+|des\s+|de\s+)?(?P<period>{PERIOD.pattern})"), reading.part_of_period, takes_anyway=False),
    Rule(_compile(rf"(?:a|pour|avant|apres|des|d'ici|jusqu'a|de|le|la|l'|vers)?\s*(?:la\s+|le\s+|l')?(?P<feast>{FEAST})"), reading.feast),
    Rule(_compile(rf"(?P<part>)(?:{_BARE}\s+|{_BARE}(?<='))+(?P<period>{PERIOD.pattern})"), reading.part_of_period, takes_anyway=False),
    Rule(_compile(rf"(?P<part>)(?:le\s+|ce\s+|au\s+)?(?P<period>(?:{NTH}\s+(?:trimestre|semestre)|[ts][1-4])(?:\s+(?:de\s+l'annee\s+|de\s+)?{YEAR})?)"), reading.part_of_period, takes_anyway=False),
    Rule(_compile(rf"(?P<part>)(?P<period>(?!mai\b(?!\s+20)|mars\b(?!\s+20)|sept\b){MONTH}(?:\s+{YEAR})?|(?:mois|semaine|trimestre|annee)\s+(?:prochaine?|suivante?|derniere?|passee?))"), reading.part_of_period, takes_anyway=False),
)
# fmt: on
