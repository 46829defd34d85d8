"""How a question changes once it is known what people declared: words respelt, weights, concepts. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from dialogs.experts.evidence import NAME
from dialogs.experts.query import Criterion, Query, Slot
from dialogs.french.concepts import LITERAL, Concept, Form, thesaurus
from dialogs.french.languages import PREFIX
from dialogs.french.typos import Lexicon
from dialogs.french.words import Role, is_common

LIGHT, VAGUE = 0.35, 0.5  # shares of weight, of words that say little
_STRANGE = 1.25


def with_names(query: Query, names: Lexicon) -> Query:
    """The question with a misspelt name read as one that somebody bears: « Mme Kowalczik »."""
    strange = [
        word
        for place, word in enumerate(query.words)
        if (place or query.about_person)
        and word.surface[:1].isupper()
        and word.role is Role.CONTENT
        and word.word not in names.known
    ]
    meant = {word.surface: names.correct(word.word) for word in strange}
    notes = tuple((said, name) for said, name in meant.items() if name)
    if not notes:
        return query
    return replace(query, names=(*query.names, *(NAME + name for _, name in notes)))


def corrected(query: Query, lexicon: Lexicon, known: Iterable[str]) -> Query:
    """The question with its unknown words read as words that people did use."""
    used = frozenset(known)
    changed: dict[Slot, Slot] = {}
    notes: list[tuple[str, str]] = []
    for slot in query.slots:
        if slot.known or used & set(slot.stems) or slot.stems[0].startswith(PREFIX):
            continue
        meant = "" if is_common(slot.word) else lexicon.correct(slot.stems[0])
        parts = lexicon.split(slot.stems[0]) if not meant else ()
        if meant or parts:
            changed[slot] = _respelt(slot, (meant,) if meant else parts)
            notes.append((slot.text, " ".join((meant,) if meant else parts)))
    return replace(query.with_slots(changed), corrections=tuple(notes))


def reworded(query: Query, concept: Concept) -> Query:
    """The same question about a concept, in the place of the words that described it."""
    forms = thesaurus().forms(concept.phrases[0])
    slot = Slot(
        concept.name,
        concept.phrases[0],
        forms[0].stems,
        forms,
        known=True,
        concept=concept.name,
    )
    return replace(query, criteria=(Criterion(((slot,),)),), understood=concept.name)


def weighted(query: Query, used: Iterable[str]) -> Query:
    """The question with less weight on common words nobody declared, more on strange ones."""
    known = frozenset(used)
    changed = {
        slot: replace(slot, share=_unused(slot))
        for slot in query.slots
        if slot.share == 1.0 and not slot.known and not known & set(slot.stems)
    }
    return query.with_slots(changed)


def _unused(slot: Slot) -> float:
    if slot.verb:
        return LIGHT
    return VAGUE if is_common(slot.word) else _STRANGE


def _respelt(slot: Slot, meant: tuple[str, ...]) -> Slot:
    length, phrase = thesaurus().longest([(word, word) for word in meant])
    forms: tuple[Form, ...] = (Form(meant, LITERAL),)
    if length == len(meant):
        forms += thesaurus().forms(phrase)
    return replace(slot, stems=meant, forms=once(forms), known=bool(length))


def once(forms: tuple[Form, ...]) -> tuple[Form, ...]:
    """The best form for each wording."""
    best: dict[tuple[str, ...], Form] = {}
    for form in forms:
        best.setdefault(form.stems, form)
    return tuple(best.values())
