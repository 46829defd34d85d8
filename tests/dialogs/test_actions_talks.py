"""Corrections, orders and questions about actions, as pure steps of a talk."""

from datetime import date

import pytest

from dialogs.actions import (
    corrections,
    creation,
    flow,
    naming,
    orders,
    queries,
    questions,
    reminders_flow,
)
from dialogs.actions.creation import Town
from dialogs.actions.desk import Desk, change_from
from dialogs.mentions.action_numbers import in_figures, numbers_named
from dialogs.scene import Intent, IntentName, Outcome
from storage.records import JSON, Action, ActionStatus, Group, Person, Role, Venue

TODAY = date(2026, 11, 24)
ADA = Person(id="ada", name="Ada Morvan", role=Role.COORDINATOR, groups=("handicap",))
LEO = Person(id="leo", name="Léo Kermadec", venue="luxy")
ANNE = Person(id="anne", name="Anne Vidal")
OTHER_ANNE = Person(id="anne2", name="Anne Rocher")
PEOPLE = {person.id: person for person in (ADA, LEO, ANNE, OTHER_ANNE)}
AXES = ("Publics", "Outils")
GROUP = Group(code="handicap", name="Publics en situation de handicap")


def action(number: int, title: str, owner: str = "ada", **more: object) -> Action:
    return Action(number=number, title=title, axis="Publics", owner_id=owner, **more)  # type: ignore[arg-type]


REGISTER = (
    action(5, "Réunir un cercle culture", due=date(2026, 11, 16), status=ActionStatus.DOING),
    action(6, "Proposer une carte famille", due=date(2026, 12, 7)),
    action(12, "Proposer une carte unique", owner="leo", due=date(2027, 3, 31)),
    action(14, "Rédiger un cadre des résidences", due=date(2027, 1, 31), progress=60),
    action(16, "Promouvoir l’égalité", owner="leo", status=ActionStatus.DONE),
)


def desk(asker: Person = ADA) -> Desk:
    return Desk(asker=asker, register=REGISTER, people=PEOPLE, today=TODAY)


def waiting(text: str) -> JSON:
    asks = flow.update(text, desk()).asks
    assert asks is not None
    return asks


def changes(outcome: Outcome | None) -> list[str]:
    """« 5 terminee 100 » for each change that waits for a « oui »."""
    if outcome is None or outcome.asks is None or "changes" not in outcome.asks:
        return []
    names = ("number", "status", "progress", "due", "owner_id", "title")
    rows = [[row[name] for name in names] for row in outcome.asks["changes"]]
    return [" ".join(str(value) for value in row if value is not None) for row in rows]


@pytest.mark.parametrize(
    ("said", "then", "wanted"),
    [
        ("la 14 est à 60 %, bloquée par la convention", "non, 70 en fait", ["14 bloquee 70"]),
        ("la 14 est à 60 %", "plutôt 20 en fait", ["14 en_cours 20"]),
        ("la 14 est à 60 %", "non, la 12", ["12 en_cours 60"]),
        ("la 14 est finie", "non, 80 %", ["14 en_cours 80"]),
        ("la 14 est finie", "plutôt 12 en fait", ["12 terminee 100"]),
        ("la 14 : on vise le 15 mars", "plutôt le 20", ["14 2027-03-20"]),
        ("la 14 : on vise le 15 mars", "20 en fait", ["14 2027-03-20"]),
        ("la 5 et la 6 sont finies", "non seulement la 5", ["5 terminee 100"]),
        ("la 5 et la 6 sont finies", "sauf la 5", ["6 terminee 100"]),
        ("la 5 est finie", "la carte famille aussi", ["5 terminee 100", "6 terminee 100"]),
        ("la 5 est finie", "pas la 5, la 14", ["14 terminee 100"]),
        ("la 5 est finie et la 6 est à 30 %", "non, la 6 est à 40 %", ["5 terminee 100", "6 en_cours 40"]),
        ("la 5 est finie", "au fait on fait le point demain", []),
        ("la 5 est finie", "la signalétique est faite", []),
    ],
)  # fmt: skip
def test_a_correction(said: str, then: str, wanted: list[str]) -> None:
    assert changes(corrections.corrected(waiting(said), then, desk())) == wanted


def test_a_yes_for_one_of_several() -> None:
    told = [change_from(row) for row in waiting("la 5 et la 6 sont finies")["changes"]]

    assert [one.number for one in corrections.kept(told, "oui pour la 6")] == [6]


@pytest.mark.parametrize(
    "text",
    [
        "confie l’action 12 à Ada",
        "l’action 12 est confiée à Ada Morvan",
        "donne l’action 12 à Ada Morvan",
        "Ada Morvan reprend l’action 12",
        "c’est Ada Morvan qui pilote la 12 maintenant",
        "la 12 : pilote Ada Morvan",
        "mets Ada Morvan comme pilote de la douze",
        "je reprends l’action 12",
    ],
)
def test_an_action_is_handed_over(text: str) -> None:
    assert changes(orders.order(text, desk())) == ["12 ada"]


@pytest.mark.parametrize(
    "text",
    [
        "la 12 avance, j’ai donné les documents à Ada Morvan",
        "Ada Morvan a validé la 12",
        "la 12 est passée à la Dircom",
        "passe la 12 à fin janvier",
        "je reprends l’action 14",  # one's own: work goes on
    ],
)
def test_news_are_no_hand_over(text: str) -> None:
    assert orders.order(text, desk()) is None


@pytest.mark.parametrize("name", ["Anne", "Dupont"])
def test_a_name_of_several_or_of_nobody_is_asked_back(name: str) -> None:
    asked = orders.order(f"confie l’action 12 à {name}", desk())
    assert asked is not None and asked.asks is not None

    named = orders.named_owner(asked.asks, "Anne Rocher", desk())

    assert (asked.asks["kind"], changes(named)) == ("actions.to_whom", ["12 anne2"])


def test_only_owner_and_coordination_hand_over() -> None:
    refused = orders.order("confie l’action 14 à Anne Rocher", desk(LEO))

    assert refused is not None and refused.asks is None


def test_an_action_is_renamed_and_not_deleted() -> None:
    renamed = orders.order("renomme l’action 12 en Une carte pour tout", desk())
    deleted = orders.order("supprime l’action 12", desk())

    assert changes(renamed) == ["12 Une carte pour tout"]
    assert changes(deleted) == ["12 abandonnee"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("c’est quand l’échéance de la carte famille ?", True),
        ("la 12 est finie ou pas ?", True),
        ("où en est la 12", True),
        ("montre-moi l’action 12", True),
        ("tu peux noter que la 12 est finie ?", False),
        ("peux-tu passer la 12 à 60 % ?", False),
        ("la 12 est finie", False),
    ],
)
def test_a_question_is_no_report(text: str, asks: bool) -> None:  # noqa: FBT001 - a table's column
    assert questions.asks(text) is asks


@pytest.mark.parametrize("text", ["euh je sais pas", "bof", "on verra"])
def test_no_news_are_not_proposed(text: str) -> None:
    assert flow.update(text, desk()).asks is None


def test_late_without_a_date_is_kept_and_a_date_asked() -> None:
    reply = flow.update("l’action 14 est en retard", desk()).reply.as_text()

    assert "annoncée en retard" in reply
    assert "J’enregistre ainsi, ou visez-vous une nouvelle date" in reply


def test_an_impossible_figure_is_asked_back() -> None:
    asked = flow.update("la 14 est à 120 %", desk())
    assert asked.asks is not None

    assert changes(flow.told(asked.asks, "90", desk())) == ["14 en_cours 90"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rien de neuf", "actions.which"),
        ("tout est terminé", "actions.which"),
        ("la signalétique est faite", "actions.which"),
        ("c’est fait", "actions.confirm"),
        ("le devis est signé", "actions.confirm"),
    ],
)
def test_after_another_s_action_was_shown(text: str, kind: str) -> None:
    found = flow.about(text, REGISTER[2], desk())

    assert found is not None and found.asks is not None and found.asks["kind"] == kind


def test_a_name_that_no_title_has() -> None:
    assert naming.spoken_of("la signalétique est faite") == "signalétique"
    assert naming.spoken_of("le devis est signé") == ""


TOWN = queries.Town(axes=AXES, groups=(GROUP,), venues=(Venue(code="luxy", name="Le Luxy"),))


def answered(text: str) -> str:
    found = queries.answer(text, desk(), TOWN)
    if isinstance(found, Action):
        return str(found.number)
    return found.reply.as_text().replace("\u00a0", " ").split("\n")[0]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("où en est la carte ?", "De quelle action parlez-vous ?"),
        ("où en sont les cartes ?", "Actions : 2 actions ouvertes"),
        ("où en est la carte famille ?", "6"),
        ("où en est le hashtag ?", "Je ne connais pas d’action « hashtag »."),
        ("quelle est l’action la plus en retard ?", "5"),
        ("les actions du groupe handicap", "Actions pilotées par les membres du groupe Publics en situation"),
        ("les actions du Luxy", "Actions pilotées par l’équipe (Le Luxy) : 1 action ouverte"),
        ("les actions de Léo", "Actions de Léo Kermadec : 1 action ouverte"),
        ("les actions de Dupont", "Je ne connais personne du nom de « Dupont »."),
        ("les actions de l’axe Publics", "Actions de l’axe Publics : 4 actions ouvertes"),
        ("quelles actions sont à faire en décembre ?", "Actions ouvertes, échéance du 1er au 31 décembre : 1"),
        ("liste des actions", "Actions : 4 actions ouvertes"),
        ("c’est pour quand ?", "De quelle action parlez-vous ? Donnez-moi son numéro"),
    ],
)  # fmt: skip
def test_a_question(text: str, wanted: str) -> None:
    assert answered(text).startswith(wanted)


def test_a_list_says_what_is_folded() -> None:
    found = queries.answer("liste des actions", desk(), TOWN)

    assert isinstance(found, Outcome)
    assert "1 terminée ou abandonnée est repliée à la fin." in found.reply.as_text()


CREATING = Town(axes=AXES, groups=(GROUP,))


@pytest.mark.parametrize(
    ("then", "changed"),
    [
        ("pilote : Léo Kermadec", {"owner_id": "leo"}),
        ("pour fin mars", {"due": "2027-03-31"}),
        ("axe publics", {"axis": "Publics"}),
        ("titre : Refaire les panneaux", {"title": "Refaire les panneaux"}),
        ("c’est pour le groupe handicap", {}),
        ("pilote : Anne", {"owed": ("anne", "anne2")}),
        ("pilote : Dupont", {"unknown": "Dupont"}),
    ],
)
def test_a_new_action_is_amended(then: str, changed: JSON) -> None:
    first = creation.create(
        "crée une action : refaire la signalétique",
        "refaire la signalétique",
        axis="Outils",
        desk=desk(),
        town=CREATING,
    )
    assert first.asks is not None

    after = creation.amended(first.asks, then, desk(), CREATING)

    assert after is not None and after.asks == {**first.asks, **changed}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("l’action vingt et une", (21,)),
        ("les actions cinq et six", (5, 6)),
        ("la trois", (3,)),
        ("la une du journal", ()),
        ("les deux sont faites", ()),
        ("les 8 tranches", ()),
        ("les 5 et 6", (5, 6)),
        ("la 12 maintenant", (12,)),
        ("la 12 mai", ()),
    ],
)
def test_numbers_of_actions(text: str, numbers: tuple[int, ...]) -> None:
    assert numbers_named(text) == numbers
    assert in_figures(in_figures(text)) == in_figures(text)


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [
        ("c’est fait", IntentName.ACTION_UPDATE, ["14 terminee 100"]),
        ("ça avance, 40 %", IntentName.ACTION_UPDATE, ["14 en_cours 40"]),
        ("70", IntentName.CHOICE, ["14 en_cours 70"]),
        ("rien de neuf", IntentName.ACTION_UPDATE, ["14"]),
        ("c’est plus moi, c’est Anne Rocher", IntentName.OUT_OF_SCOPE, ["14 anne2"]),
    ],
)
def test_an_answer_to_the_question_of_the_bot(
    text: str, name: IntentName, wanted: list[str]
) -> None:
    state = {"kind": "actions.asked", "actions": [14]}

    assert changes(reminders_flow.answered(state, Intent(name=name, text=text), desk())) == wanted


@pytest.mark.parametrize("text", ["plus tard", "pas le temps aujourd’hui", "je reviens vers vous"])
def test_the_question_of_the_bot_is_put_off(text: str) -> None:
    state = {"kind": "actions.asked", "actions": [14]}
    intent = Intent(name=IntentName.OUT_OF_SCOPE, text=text)

    found = reminders_flow.answered(state, intent, desk())

    assert found is not None and "je ne vous relance pas cette semaine" in found.reply.as_text()


def test_an_owner_who_is_no_longer_one_says_who_is() -> None:
    state = {"kind": "actions.asked", "actions": [14]}
    intent = Intent(name=IntentName.OUT_OF_SCOPE, text="ce n’est plus moi")

    found = reminders_flow.answered(state, intent, desk())

    assert found is not None and found.asks is not None
    assert found.asks["kind"] == "actions.to_whom"
