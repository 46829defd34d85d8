"""How a question is taken apart, and how it is said back."""

from datetime import date

import pytest

from dialogs.experts import lookups
from dialogs.experts.followups import Next, following
from dialogs.experts.plan import plan
from dialogs.scene import Intent, IntentName
from dialogs.understand import READ_AT_MOST
from storage.records import Group, Knowledge, Partner, Person, Venue

_AT_PORT = Next("Qui connaît la danse à la médiathèque", strict=True)
TODAY = date(2026, 11, 24)
TOWN = Knowledge(
    revision=1,
    venues=(
        Venue(code="port", name="Médiathèque du Port", kind="médiathèque"),
        Venue(code="phare", name="Galerie du Phare", kind="galerie"),
    ),
    groups=(
        Group(code="handicap", name="Publics en situation de handicap", aliases=("handicap",)),
    ),
    people=(
        Person(
            id="a", name="Aline Roux", venue="port", groups=("handicap",), working_days=("samedi",)
        ),
        Person(id="b", name="Basile Ney", venue="phare", working_days=("lundi", "samedi")),
    ),
    partners=(
        Partner(name="Théâtre de la Marée", circle=2, discipline="théâtre", aliases=("la Marée",)),
        Partner(name="CADA", circle=3, discipline="danse"),
    ),
    axes=("Publics", "Outils"),
)


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Quelqu’un qui sait faire du montage vidéo et qui travaille le mercredi", "montage vidéo"),
        ("Quelqu'un pour de la reliure japonaise ?", "reliure japonaise"),
        ("qui sait former à l’accueil des personnes handicapées ?", "former à l’accueil des personnes handicapées"),
        ("qui peut réparer des livres ?", "réparer des livres"),
        ("qui parle la langue des signes à la médiathèque ?", "langue des signes"),
        ("Il nous manque un accordéoniste, qui joue ?", "accordéoniste"),
        ("qui dirige la galerie ?", "Galerie du Phare"),
    ],
)  # fmt: skip
def test_subject_is_the_words_of_who_asks(question: str, subject: str) -> None:
    assert plan(question, TOWN, today=TODAY).subject == subject


@pytest.mark.parametrize(
    ("question", "light"),
    [
        ("je cherche quelqu’un en paléographie pour lire un registre", ["lire", "registre"]),
        ("qui enseigne le piano ? C’est pour un élève qui déménage.", ["enseigne", "élève", "déménage"]),
        ("qui peut traduire en arabe ?", ["traduire"]),
        ("qui sait coudre ?", []),
    ],
)  # fmt: skip
def test_what_surrounds_a_question_weighs_little(question: str, light: list[str]) -> None:
    slots = plan(question, TOWN, today=TODAY).slots

    assert [slot.text for slot in slots if slot.share < 0.5] == light


@pytest.mark.parametrize(
    ("said", "name", "expected"),
    [
        ("et à la médiathèque", IntentName.EXPERT_QUESTION, _AT_PORT),
        ("et le mercredi ?", IntentName.PROGRAMMING_QUESTION, Next("Qui connaît la danse le mercredi")),
        ("non, pas la danse, le théâtre", IntentName.PROGRAMMING_QUESTION, Next("qui connaît le théâtre")),
        ("non, pas la danse, le théâtre", IntentName.ACTION_UPDATE, Next("qui connaît le théâtre")),
        ("plutôt le handicap visuel", IntentName.CHOICE, Next("qui connaît le handicap visuel")),
        ("et en anglais ?", IntentName.EXPERT_QUESTION, Next("Qui connaît la danse et en anglais")),
        ("quelqu’un d’autre ?", IntentName.OUT_OF_SCOPE, Next("Qui connaît la danse ?", without=frozenset({"a"}))),
        ("elle est là quand ?", IntentName.PROGRAMMING_QUESTION, Next("elle est là quand ? Aline Roux")),
        ("écris lui", IntentName.OUT_OF_SCOPE, Next("écris lui Aline Roux")),
        ("il y a quoi ce week-end ?", IntentName.PROGRAMMING_QUESTION, None),
        ("et mes actions ?", IntentName.ACTION_QUERY, None),
        ("merci", IntentName.GREETING, None),
        ("non merci", IntentName.CANCEL, None),
    ],
)  # fmt: skip
def test_follow_up(said: str, name: IntentName, expected: Next | None) -> None:
    state = {
        "text": "Qui connaît la danse ?", "lead": "qui connaît", "subject": "danse", "days": "", "venues": "",
        "languages": False, "people": ["a"], "seen": ["a"],
    }  # fmt: skip

    assert following(state, Intent(name=name, text=said), TOWN, today=TODAY) == expected


def test_directory_lookups() -> None:
    handicap = TOWN.groups[0]

    assert lookups.members("qui fait partie du groupe handicap ?", TOWN) == (
        (handicap, (TOWN.people[0],)),
    )
    assert lookups.members("qui connaît le handicap ?", TOWN) == ()
    assert lookups.all_groups("quels sont les groupes de travail ?", TOWN) == ((handicap, 1),)
    assert lookups.all_axes("quels sont les axes ?", TOWN) == ("Publics", "Outils")


@pytest.mark.parametrize(
    "asked",
    ["c’est quoi le CADA ?", "qui est le contact au CADA ?", "qui travaille avec le CADA ?"],
)
def test_partner_is_asked_about(asked: str) -> None:
    assert lookups.partner(asked, TOWN) == TOWN.partners[1]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("quels sont nos partenaires en théâtre ?", ("théâtre", TOWN.partners[:1])),
        ("partenaires danse", ("danse", TOWN.partners[1:])),
        ("nos partenaires de cirque", ("cirque", ())),
        ("quels sont nos partenaires ?", ("", TOWN.partners)),
        ("qui s’occupe des partenaires ?", None),
    ],
)
def test_partners_of_a_discipline(asked: str, expected: object) -> None:
    assert lookups.partners(asked, TOWN) == expected


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("qui est là le samedi ?", ["Aline Roux", "Basile Ney"]),
        ("qui travaille le samedi à la médiathèque ?", ["Aline Roux"]),
        ("qui est là le dimanche ?", []),
    ],
)
def test_who_is_there(asked: str, there: list[str]) -> None:
    query = plan(asked, TOWN, today=TODAY)

    assert query.presence
    assert [person.name for person in lookups.present(query, TOWN.people)] == there


@pytest.mark.parametrize("text", ["a" * 5_000_000, "qui connaît " + "la reliure et " * 350_000])
def test_of_a_message_of_five_megabytes_only_the_beginning_is_read(text: str) -> None:
    query = plan(text, TOWN, today=TODAY)

    assert len(query.text) == READ_AT_MOST
    assert len(query.slots) < 60


def test_what_only_surrounds_the_thing_asked_weighs_little() -> None:
    query = plan("qui peut me prêter main forte en soudure, je galère ?", TOWN, today=TODAY)

    heavy = [slot.word for slot in query.slots if slot.share >= 1]
    assert heavy == ["soudure"]


def test_what_and_ties_to_the_thing_asked_is_asked_too() -> None:
    query = plan("qui anime des ateliers d’écriture et parle italien ?", TOWN, today=TODAY)

    heavy = [slot.text for slot in query.slots if slot.share >= 1]
    assert heavy == ["anime ateliers écriture", "italien"]
