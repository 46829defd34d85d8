"""Messages that go on with the people just named: « et le mercredi ? », « non, le théâtre ». Pure."""

import re
from dataclasses import dataclass
from datetime import date

from dialogs.experts import plan
from dialogs.experts.query import Query
from dialogs.french.languages import PREFIX
from dialogs.french.words import fold
from dialogs.scene import Intent, IntentName
from storage.records import JSON, Knowledge

_PRONOUN = re.compile(
    r"^\W*(?:et\s+)?(?:elle|iel|il(?! (?:y a|faut|me faut|nous faut|reste|manque)\b))s?\b"
    r"|\b(?:ses|son|sa) (?:jours|mail|adresse|groupes?|langues?|fonction)\b"
    r"|\b(?:ecri\w*|contacte\w*|parle\w*|demande\w*)[- ](?:lui|leur)\b"
    r"|\b(?:la|le|lui) (?:joindre|contacter|ecrire)\b"
)
_OTHERS = re.compile(
    r"^\W*(?:et\s+)?(?:y a[- ]t[- ]il |il y a )?(?:quelqu'un|qui|personne|une?)?\W*(?:d')?autres?\b"
)
_INSTEAD = re.compile(
    r"^\W*(?:(?:non|pardon|euh|plutôt|plutot|en fait|mais|je (?:voulais dire|parlais|parle)(?: d[eu]\b)?|"
    r"pas (?P<not>[^,]+?)(?:,| mais\b))[\s,:]+)+(?P<that>.+)$",
    re.IGNORECASE,
)
_AND = re.compile(r"^\W*(?:et|ou|mais)\s+(?:sinon\s+|aussi\s+)?(?P<that>.+)$", re.IGNORECASE)
_POLITE = re.compile(
    r"^\W*(?:merci|non|rien|ça va|ca va|c['’]est bon|annule|stop|laisse)\b", re.IGNORECASE
)
_ELSEWHERE = {
    IntentName.ACTION_UPDATE,
    IntentName.ACTION_QUERY,
    IntentName.CREATE_ACTION,
    IntentName.DIGEST_SETTINGS,
    IntentName.MY_PROFILE,
    IntentName.GREETING,
    IntentName.HELP,
}
_NO_SUBJECT = {
    *_ELSEWHERE,
    IntentName.PROGRAMMING_QUESTION,
    IntentName.CONFIRM,
    IntentName.DECLARE_SKILL,
}
_THERE = "qui est là"
_LONGEST = 60  # characters of a follow-up: what is longer stands by itself


@dataclass(frozen=True, slots=True)
class Next:
    """The question that a follow-up makes, in full words."""

    text: str
    without: frozenset[str] = frozenset()  # people named already
    strict: bool = False  # only at the venue


def remembered(query: Query, shown: list[str], before: list[str]) -> JSON:
    """What a follow-up starts from; `before` were named earlier for the same question."""
    return {
        "text": query.text,
        "lead": _lead(query),
        "subject": query.subject,
        "days": query.within_days,
        "venues": query.within_venues,
        "languages": _only_languages(query),
        "concepts": list(query.concepts),
        "people": shown,
        "seen": [*before, *shown],
    }


def _only_languages(query: Query) -> bool:
    telling = [slot for slot in query.slots if slot.share >= 1]
    return bool(telling) and all(slot.stems[0].startswith(PREFIX) for slot in telling)


def _lead(query: Query) -> str:
    if query.presence:
        return _THERE
    return "qui s’occupe de" if query.owner else "qui connaît"


def following(state: JSON, intent: Intent, knowledge: Knowledge, *, today: date) -> Next | None:
    """The question meant, or None when the message is about something else."""
    text, plain = intent.text.strip(), fold(intent.text)
    if _PRONOUN.search(plain) and state["people"]:
        person = knowledge.person(state["people"][0])
        return Next(f"{text} {person.name}") if person else None
    if len(text) > _LONGEST or "subject" not in state:
        return None
    said = plan.plan(text, knowledge, today=today)
    if _OTHERS.search(plain) and not said.subject:
        return Next(state["text"], without=frozenset(state["seen"]))
    other, more = _INSTEAD.match(text), _AND.match(text)
    that = (other or more or {"that": text})["that"].strip(" ?!.")
    if _POLITE.match(that) or (intent.name in _ELSEWHERE and not (other and other["not"])):
        return None
    if _only_narrows(plan.plan(that, knowledge, today=today), that):
        return _narrowed(state, that, knowledge, today)
    if other and intent.name is not IntentName.CONFIRM:
        return Next(_whole(state, that))
    if more and intent.name not in _NO_SUBJECT:
        return _besides(state, that, knowledge, today)
    return None


def _only_narrows(said: Query, that: str) -> bool:
    """« à la médiathèque », « le mercredi »: nothing but a place or a day."""
    small = re.sub(r"[\w’'-]*qui\b.*", "", fold(that)) == fold(that)
    return small and not said.subject_words and bool(said.days or said.not_days or said.venues)


def _narrowed(state: JSON, that: str, knowledge: Knowledge, today: date) -> Next:
    said = plan.plan(that, knowledge, today=today)
    days = that if said.days or said.not_days else state["days"]
    venues = "" if said.days and said.venues else (that if said.venues else state["venues"])
    bare = not (state["days"] or state["venues"]) or not state["subject"]
    if bare and state["lead"] != _THERE:
        return Next(f"{state['text'].rstrip(' ?!.')} {that}", strict=bool(said.venues))
    question = f"{state['lead']} {state['subject']} {days} {venues}"
    return Next(" ".join(question.split()), strict=bool(said.venues))


def _besides(state: JSON, that: str, knowledge: Knowledge, today: date) -> Next:
    """« et en anglais ? » narrows « qui fait des visites ? », and replaces « qui parle arabe ? »."""
    language = _only_languages(plan.plan(that, knowledge, today=today))
    if language and not state["languages"] and state["subject"]:
        return Next(f"{state['text'].rstrip(' ?!.')} et {that}")
    return Next(_whole(state, that))


def _whole(state: JSON, that: str) -> str:
    return " ".join(f"{state['lead']} {that} {state['days']} {state['venues']}".split())
