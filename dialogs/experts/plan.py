"""From the words of a question to what it asks (a `Query`): no database, no guess about people."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dialogs.experts import places, shapes
from dialogs.experts.asking import context, is_verb
from dialogs.experts.evidence import DEPUTY, DIRECTS, HEAD, LEADS, NAME
from dialogs.experts.query import Choice, Criterion, Query, Slot
from dialogs.experts.quoting import quoted
from dialogs.experts.rewriting import LIGHT as _LIGHT
from dialogs.experts.rewriting import VAGUE as _VAGUE
from dialogs.experts.rewriting import once
from dialogs.french.concepts import LITERAL, Form, Thesaurus, single, thesaurus
from dialogs.french.languages import PREFIX, name, spoken
from dialogs.french.say import listing
from dialogs.french.stemming import stem
from dialogs.french.words import Role, Token, fold, tokens
from dialogs.scene import IntentName
from dialogs.understand import READ_AT_MOST, asked
from dialogs.understand.spans import tagger
from storage.records import Knowledge, Level, Venue

_LONGEST_PHRASE = 7
_SHORTEST_NAME = 2
_LONGEST_QUESTION = 60  # words: what comes after adds nothing to a question
_TRANSLATION = (stem("traduction"),)
_LEADS = frozenset(["a", "la", "le", "l", "les", "au", "aux", "du", "de", "des", "dans", "en"])
_TITLES = frozenset(["monsieur", "madame", "mme", "mr", "mlle"])


@dataclass(frozen=True, slots=True)
class _Piece:
    """A slot where it stands: from the first word to past the last."""

    start: int
    end: int
    slot: Slot

    @property
    def telling(self) -> bool:
        """Whether it says something by itself."""
        return self.slot.share >= _VAGUE


def plan(text: str, knowledge: Knowledge, *, today: date) -> Query:
    """What a question asks, before anybody looked into the database."""
    text = text[:READ_AT_MOST]
    folded = fold(text)
    read = tokens(text)[:_LONGEST_QUESTION]
    owner = bool(shapes.OWNER.search(folded))
    days, not_days, taken = places.days(read, today)
    focus, about_person = shapes.focus_of(folded)
    codes, venue_places = places.venues(read, knowledge.venues, bare=owner)
    pieces = _pieces(read, skip=taken | venue_places, languages=spoken(text))
    head = bool(shapes.HEAD.search(folded))
    pieces, subject = _asked(pieces, read, text, apart=taken | venue_places)
    second = False
    alone = not any(piece.slot.share >= _VAGUE for piece in pieces)
    venue_text = _venue_text(codes, knowledge.venues)
    if alone and (codes or head):
        # Who « s'occupe de » a whole place is whoever leads it, and the next one after.
        second = owner and bool(codes) and not head
        head = head or second
        pieces = _of_venue(codes, head=head) + pieces
        subject = venue_text or subject
    return Query(
        text=text,
        subject=subject,
        within_days=_days_said(read, taken),
        within_venues=_venues_said(text, read, venue_places),
        criteria=_criteria(pieces, read),
        days=days,
        not_days=not_days,
        venues=codes,
        venue_stems=frozenset(read[place].stem for place in venue_places),
        venue_text=venue_text,
        needs_venue=alone and bool(codes),
        head=alone and head,
        owner=owner,
        second=second,
        group=bool(shapes.GROUP.search(folded)),
        learns=bool(shapes.LEARNS.search(folded)),
        level=Level.REFERENCE if shapes.EXPERT.search(folded) and not about_person else None,
        names=tuple(dict.fromkeys(_possible_names(read, taken))),
        about_person=about_person,
        focus=focus,
        words=tuple(one for place, one in enumerate(read) if place not in taken | venue_places),
    )


def _possible_names(read: Sequence[Token], skip: Iterable[int]) -> Iterator[str]:
    for place, token in enumerate(read):
        if place in skip or token.role is Role.MARK or len(token.word) < _SHORTEST_NAME:
            continue
        if token.role in {Role.CONTENT, Role.LIGHT} or (place and token.surface[:1].isupper()):
            yield NAME + token.word


def _pieces(
    read: Sequence[Token], *, skip: Iterable[int], languages: Sequence[str]
) -> list[_Piece]:
    """The slots of a question: the longest phrase of the thesaurus, else each word."""
    left = [
        (place, token)
        for place, token in enumerate(read)
        if token.role in {Role.CONTENT, Role.LIGHT} and place not in frozenset(skip)
    ]
    found: list[_Piece] = []
    while left:
        taken = _next_piece([token for _, token in left], languages, thesaurus())
        slot, length = taken
        found.append(_Piece(left[0][0], left[length - 1][0] + 1, slot))
        left = left[length:]
    return [piece for piece in found if piece.slot.word not in _TITLES]


def _next_piece(
    words: Sequence[Token], languages: Sequence[str], known: Thesaurus
) -> tuple[Slot, int]:
    token = words[0]
    language = PREFIX + name(token.word)
    if language in languages:
        form = Form((language,), LITERAL)
        return Slot(token.surface, token.word, form.stems, (form,)), 1
    pairs = [(word.word, word.stem) for word in words[:_LONGEST_PHRASE]]
    length, phrase = known.longest(pairs)
    light = all(word.role is Role.LIGHT for word in words[: max(length, 1)])
    share = _LIGHT if light and length < 2 else 1.0  # noqa: PLR2004 - one word alone
    if not length:
        form = single(token.word)
        return Slot(token.surface, token.word, form.stems, (form,), share), 1
    said = words[:length]
    own = tuple(word.stem for word in said)
    forms = once((Form(own, LITERAL), *known.forms(phrase)))
    text = " ".join(word.surface for word in said)
    concept = known.concept_of(phrase).name
    return Slot(text, token.word, own, forms, share, known=True, concept=concept), length


def _asked(
    pieces: list[_Piece], read: Sequence[Token], text: str, *, apart: frozenset[int]
) -> tuple[list[_Piece], str]:
    """The pieces that ask for a skill, and the person's own words for them."""
    kept = [
        piece for piece in pieces if piece.slot.word not in shapes.HEAD_WORDS or piece.slot.known
    ]
    kept = _placed(kept, read, _marked(text, read))
    languages = any(piece.slot.stems[0].startswith(PREFIX) for piece in kept)
    if languages:
        kept = [_lightened(piece) for piece in kept]
    return kept, quoted(text, read, kept or pieces, apart=apart)


def _placed(
    pieces: Sequence[_Piece], read: Sequence[Token], marked: frozenset[int]
) -> list[_Piece]:
    """What only surrounds the question weighs little; verbs are told from what they are about."""
    nouns = [piece.start for piece in pieces if piece.telling and not is_verb(read, piece.start)]
    aside = context(read, nouns)
    held = (piece for piece in pieces if marked.intersection(range(piece.start, piece.end)))
    if any(piece.telling for piece in held):
        aside |= _unmarked(pieces, read, marked)
    return [
        replace(
            piece,
            slot=replace(
                piece.slot,
                share=min(piece.slot.share, _LIGHT) if piece.start in aside else piece.slot.share,
                verb=is_verb(read, piece.start),
            ),
        )
        for piece in pieces
    ]


def _marked(text: str, read: Sequence[Token]) -> frozenset[int]:
    """The places of the words that name what is asked, as far as sentences taught it."""
    spans = [mark.span for mark in tagger().marks(asked(text), IntentName.EXPERT_QUESTION)]
    return frozenset(
        place
        for place, token in enumerate(read)
        if any(start < token.end and token.start < end for start, end in spans)
    )


def _unmarked(
    pieces: Sequence[_Piece], read: Sequence[Token], marked: frozenset[int]
) -> frozenset[int]:
    """Where other words stand; not what « et » ties to those that name what is asked."""
    aside: set[int] = set()
    for piece in pieces:
        places = set(range(piece.start, piece.end))
        if places & marked:
            continue
        between = read[min(*marked, piece.start) : max(*marked, piece.end)]
        if not (piece.slot.known and any(token.word == "et" for token in between)):
            aside |= places
    return frozenset(aside)


def _lightened(piece: _Piece) -> _Piece:
    """« traduire en arabe » asks for arabe first."""
    if piece.slot.word not in shapes.TRANSLATES and piece.slot.stems != _TRANSLATION:
        return piece
    return replace(piece, slot=replace(piece.slot, share=_LIGHT))


def _of_venue(codes: Iterable[str], *, head: bool) -> list[_Piece]:
    """« qui dirige le cinéma ? », « qui travaille au cinéma ? »: the place is what is asked."""
    forms: tuple[Form, ...]
    if head:
        leads = ((HEAD, LITERAL), (DIRECTS, 0.6), (DEPUTY, 0.55), (LEADS, 0.5))
        forms = tuple(Form((role,), factor) for role, factor in leads)
    else:
        forms = tuple(Form((f"lieu:{code}",), LITERAL) for code in sorted(codes))
    return [_Piece(-1, 0, Slot("", "", forms[0].stems, forms, known=True))]


def _criteria(pieces: Sequence[_Piece], read: Sequence[Token]) -> tuple[Criterion, ...]:
    """« et » parts what is required, « ou » what is enough."""
    criteria: list[list[list[Slot]]] = []
    end = -1
    for piece in pieces:
        between = {token.word for token in read[max(end, 0) : piece.start]} if end >= 0 else set()
        if not criteria or "et" in between:
            criteria.append([[]])
        elif "ou" in between:
            criteria[-1].append([])
        criteria[-1][-1].append(piece.slot)
        end = max(piece.end, 0)
    made = [tuple(_choice(slots) for slots in choices) for choices in criteria]
    return tuple(Criterion(choices) for choices in _with_substance(made))


def _with_substance(criteria: list[tuple[Choice, ...]]) -> list[tuple[Choice, ...]]:
    """Words that say little require nothing of their own beside others that say something."""
    telling = [
        choices for choices in criteria if any(slot.share > _LIGHT for c in choices for slot in c)
    ]
    return telling or criteria[:1]


def _choice(slots: Iterable[Slot]) -> Choice:
    return tuple(dict.fromkeys(slots))


def _days_said(read: Sequence[Token], taken: frozenset[int]) -> str:
    """« le mercredi et le samedi »: what a corrected question keeps of the days."""
    said = (_day_said(read[place].word.removesuffix("s")) for place in sorted(taken))
    return listing(list(dict.fromkeys(said)))


def _day_said(word: str) -> str:
    if word in places.WEEK:
        return f"le {word}"
    return "le week-end" if word.startswith("w") else word.replace("'", "’")


def _venues_said(text: str, read: Sequence[Token], venue_places: frozenset[int]) -> str:
    """« à la médiathèque », as it was said."""
    if not venue_places:
        return ""
    first, last = min(venue_places), max(venue_places)
    while first and read[first - 1].role is Role.GRAMMAR and read[first - 1].word in _LEADS:
        first -= 1
    return text[read[first].start : read[last].end]


def _venue_text(codes: Iterable[str], venues: Sequence[Venue]) -> str:
    return " ou ".join(venue.name for venue in venues if venue.code in frozenset(codes))
