"""The eye of each working group, and the card that it makes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.content.reference import load
from dialogs.french.calendar import Week
from dialogs.messages import Fold
from dialogs.programme.digest import Digest, compose
from dialogs.programme.digest_data import to_json
from dialogs.programme.lenses import lens_of
from dialogs.programme.showings import folded
from dialogs.programme.texts import card
from storage.records import EventStatus, Group, Occurrence, Venue

PARIS = ZoneInfo("Europe/Paris")
WEEK = Week(2026, 49)
VENUES = (
    Venue(code="lumen", name="Cinéma Le Lumen"),
    Venue(code="med", name="Médiathèque du Port"),
    Venue(code="scene", name="Théâtre des Docks"),
)


def event(
    title: str,
    told: str = "",
    *,
    venue: str = "lumen",
    day: int = 2,
    hour: int = 15,
    status: EventStatus = EventStatus.CONFIRMED,
) -> Occurrence:
    start = datetime(2026, 12, day, hour, tzinfo=PARIS)
    return Occurrence(
        feed=venue,
        uid=f"{title}{day}{hour}",
        start=start,
        end=start + timedelta(hours=2),
        summary=title,
        description=told,
        venue=venue,
        status=status,
    )


EVENTS = (
    event("Le grand bleu", "Drame. 7 €"),
    event("Le petit ours (séance Relax)", "On peut parler et bouger."),
    event("Antigone", "Boucle magnétique.", venue="scene", day=3, hour=20),
    event("Conseil de quartier : choisissons les films", venue="med", day=4, hour=18),
    event("Fresque du climat", "Dès 16 ans", venue="med", day=5, hour=14),
    event("Soirée jeux étudiants", venue="med", day=4, hour=19),
    event("Bébés lecteurs", "0-3 ans", venue="med", day=5, hour=10, status=EventStatus.CANCELLED),
    event("SCOLAIRE : Le petit ours", "Réservé aux classes inscrites", day=1, hour=10),
    event("Enquête sur nos usagers", "Un questionnaire, un café.", venue="med", day=3, hour=17),
    event("Bal des générations", "Grands-parents et enfants ensemble", venue="scene", day=6),
)


def digest(group: str, *occurrences: Occurrence) -> Digest:
    return compose(
        occurrences or EVENTS,
        week=WEEK,
        venues=VENUES,
        group=Group(code=group, name=group),
        zone=PARIS,
    )


@pytest.mark.parametrize(
    ("group", "first"),
    [
        ("handicap", "Le petit ours (séance Relax)"),
        ("participation", "Conseil de quartier : choisissons les films"),
        ("communication", "Bébés lecteurs"),
        ("adultes", "Soirée jeux étudiants"),
        ("developpement-durable", "Fresque du climat"),
        ("mixite", "Bal des générations"),
        ("parcours-culturel", "SCOLAIRE : Le petit ours"),
        ("connaissance-publics", "Enquête sur nos usagers"),
    ],
)
def test_each_group_sees_the_week_through_its_own_question(group: str, first: str) -> None:
    found = digest(group).chosen

    assert found[0].title == first
    assert found[0].reasons


def test_every_group_of_the_plan_has_its_eye_and_no_two_are_alike() -> None:
    codes = [group.code for group in load("ivry").groups]

    eyes = [lens_of(code) for code in codes]

    assert None not in eyes
    assert len({eye.says for eye in eyes if eye}) == len(codes)


def test_a_reason_quotes_the_announcement_or_names_its_label() -> None:
    for code in ("handicap", "participation", "adultes", "mixite"):
        for item in digest(code).chosen:
            told = f"{item.title} {item.showings[0].description}".casefold()
            for reason in item.reasons:
                in_words = reason.quote.casefold() in told
                assert in_words or reason.field in {
                    "accessibility", "audience", "kind", "access", "status", "horaire",
                }  # fmt: skip


def test_what_is_off_is_only_for_those_who_relay_changes() -> None:
    off = event("Séance Relax", "LSF", status=EventStatus.CANCELLED)

    assert digest("handicap", off).chosen == ()
    assert [item.title for item in digest("communication", off).chosen] == ["Séance Relax"]


def test_an_event_that_comes_again_takes_one_of_the_first_places() -> None:
    again = [event("Le petit ours", "Séance Relax", day=day) for day in (1, 2, 3)]
    other = event("Antigone", "Audiodescription", venue="scene", day=6)

    titles = [item.title for item in digest("handicap", *again, other).chosen]

    assert titles == ["Le petit ours", "Antigone", "Le petit ours", "Le petit ours"]


def test_the_card_shows_what_is_for_the_group_and_loses_nothing() -> None:
    reply = card(digest("handicap"))
    text = reply.as_text()

    assert "Je montre d’abord ce qui est pensé pour des personnes" in text
    assert "Parce que" in text
    for occurrence in EVENTS:
        assert folded(occurrence.summary) in folded(text)


def test_five_are_visible_and_the_rest_is_folded() -> None:
    many = [event(f"Film {number}", "LSF", hour=10 + number) for number in range(8)]

    folds = [part for part in card(digest("handicap", *many)).parts if isinstance(part, Fold)]

    assert folds[0].label == "Voir 3 autres pour ce groupe"


def test_a_fold_that_is_too_long_says_how_to_go_on() -> None:
    many = [
        event(f"Film {number}", "LSF", hour=number % 20, day=1 + number % 6)
        for number in range(60)
    ]

    assert "Pour la suite, demandez-moi" in card(digest("handicap", *many)).as_text()


def test_two_venues_at_once_for_one_public_are_told_under_the_list() -> None:
    one = event("Atelier manga", "Pour les ados. Langue des signes.")
    other = event("Atelier BD", "Pour les ados", venue="med")

    assert "Au même moment, pour le même public" in card(digest("handicap", one, other)).as_text()


def test_a_week_without_anything_for_the_group_says_so_and_shows_the_rest() -> None:
    text = card(digest("handicap", event("Le grand bleu"))).as_text()

    assert "ne répond à la question de ce groupe" in text
    assert "Le grand bleu" in text


def test_a_late_card_looks_forward() -> None:
    reply = card(digest("handicap"), today=date(2026, 12, 3))

    assert "Relax" not in reply.as_text().partition("Parce que")[2]


def test_the_data_hold_the_chosen_events_in_their_order() -> None:
    data = to_json(digest("handicap"))

    assert [one["title"] for one in data["events"]][:2] == [
        "Le petit ours (séance Relax)",
        "Antigone",
    ]
