import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.shell import Shell

LSF = "qui connaît la LSF ?"
NADEGE = {
    "id": "demo-02",
    "name": "Nadège Olivarès",
    "score": 1.0,
    "why": [
        {"kind": "skill", "text": "LSF niveau B1, je peux accueillir en langue des signes"},
        {"kind": "language", "text": "LSF"},
        {"kind": "function", "text": "bibliothécaire, référente accessibilité"},
        {"kind": "group", "text": "Publics en situation de handicap"},
    ],
    "days": ["mardi", "mercredi", "jeudi", "vendredi"],
}


def written(name: str, *entries: object) -> str:
    """A batch file in the folder of the test."""
    Path(name).write_text("\n".join(json.dumps(entry) for entry in entries), "utf-8")
    return name


def test_a_question_is_answered_with_the_lines_that_matched(demo: Shell) -> None:
    told = demo("ask", LSF)

    assert told.lines[:3] == [
        (
            "Nadège Olivarès : « LSF niveau B1, je peux accueillir en langue des signes » ; « LSF » ; "
            "« bibliothécaire, référente accessibilité » ; « Publics en situation de handicap » "
            "(mardi, mercredi, jeudi, vendredi)"
        ),
        (
            "Solveig Hartmann : « LSF, je débute, je connais l’alphabet » ; "
            "« Publics en situation de handicap » (mardi, mercredi)"
        ),
        "Déclarations voisines :",
    ]


def test_a_question_that_nobody_answers_is_told_honestly(demo: Shell) -> None:
    assert demo("ask", "qui parle coréen ?").out == "Personne ne l’a déclaré.\n"


def test_a_question_for_a_machine(demo: Shell) -> None:
    told = demo("ask", LSF, "--as", "camille.ferrandier@example.org", "--json").json

    assert list(told) == ["id", "people", "neighbours", "understood"]
    assert (told["id"], told["people"][0], told["understood"]) == ("1", NADEGE, "LSF")


def test_questions_of_a_batch_are_answered_in_their_order(demo: Shell) -> None:
    batch = written(
        "questions.jsonl", {"id": "b", "text": "qui parle coréen ?"}, {"id": "a", "text": LSF}
    )

    nobody, found = demo("ask", "--batch", batch).json_lines

    assert nobody == {"id": "b", "people": [], "neighbours": [], "understood": "coréen"}
    assert (found["id"], found["people"][0]) == ("a", NADEGE)


def test_a_message_is_understood(demo: Shell) -> None:
    batch = written("messages.jsonl", {"id": "a", "text": LSF}, {"id": 7, "text": "bonjour"})

    plain = demo("understand", LSF).out
    told = demo("understand", LSF, "--json").json
    first, second = demo("understand", "--batch", batch).json_lines

    sure = told["confidence"]
    assert plain == f"expert_question ({sure:.2f}) {{'skill': 'LSF'}}\n"
    assert told == {
        "id": "1",
        "intent": "expert_question",
        "slots": {"skill": "LSF"},
        "confidence": sure,
    }
    assert (first, second["id"], second["intent"]) == ({**told, "id": "a"}, 7, "greeting")


def test_talks_are_played_on_a_copy(demo: Shell) -> None:
    declares = {"turns": [{"say": "je m’y connais en vitrail"}, {"say": "oui"}]}
    batch = written("talks.jsonl", declares, declares)

    played = demo("talk", "--batch", batch, "--as", "lamine.sourdeval@example.org").json_lines

    steps = [(turn["intent"], turn["effect"]) for talk in played for turn in talk["turns"]]
    assert steps == [("declare_skill", "asks"), ("confirm", "writes")] * 2
    assert played[0] == played[1]
    assert demo("ask", "qui connaît le vitrail ?").out.startswith("Personne ne l’a déclaré.\n")


@pytest.mark.parametrize("owner", ["Zoé Été", "Camille Ferrandier"])
def test_a_talk_may_bring_its_register_and_its_day(demo: Shell, owner: str) -> None:
    register = written(
        "register.json",
        {
            "today": "2026-11-23",
            "actions": [
                {
                    "id": "A7",
                    "title": "Refaire la signalétique",
                    "owner": owner,
                    "axis": "Outils",
                    "status": "en_cours",
                    "due": "2026-12-18",
                }
            ],
        },
    )
    batch = written("talks.jsonl", {"turns": [{"say": "mes actions"}]})

    (talk,) = demo(
        *("talk", "--batch", batch, "--as", owner),
        *("--register", register, "--today", "2026-11-23"),
    ).json_lines

    (turn,) = talk["turns"]
    assert turn["reply"].split("\n") == [
        f"Actions de {owner}\u00a0: 1 action ouverte",
        "• Action 7\u00a0: Refaire la signalétique",
        f"  En cours — {owner}",
        "  Échéance\u00a0: 18 décembre 2026 (dans 3 semaines)",
        "[Le tableau Excel]",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("ask LSF --as Personne", "Je ne connais personne du nom ou de l’adresse « Personne »."),
        ("understand LSF --as X", "Je ne connais personne du nom ou de l’adresse « X »."),
        ("talk --batch talk.json --as X", "Je ne connais personne du nom ou de l’adresse « X »."),
        (
            "talk --batch talk.json --register talk.json",
            "talk.json n’est pas un registre d’actions en JSON.",
        ),
        (
            "ask --batch text.jsonl",
            "text.jsonl n’est pas un fichier JSON (une entrée par ligne).",
        ),
        (
            "ask --batch bytes.jsonl",
            "bytes.jsonl n’est pas un fichier JSON (une entrée par ligne).",
        ),
        ("ask --batch list.json", "list.json, entrée 1 : un objet JSON est attendu."),
        ("understand --batch noid.jsonl", "noid.jsonl, entrée 1 : « id » manque ou se lit mal."),
        ("ask --batch notext.jsonl", "notext.jsonl, entrée 2 : « text » manque ou se lit mal."),
        (
            "talk --batch notext.jsonl",
            "notext.jsonl, entrée 1 : « turns » manque ou se lit mal.",
        ),
        (
            "talk --batch nosay.json",
            "Dialogue 1 : chaque tour est un objet avec « say ».",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(demo: Shell, arguments: str, said: str) -> None:
    files: dict[str, Any] = {
        "talk.json": b'[{"turns": [{"say": "bonjour"}]}]',
        "text.jsonl": "qui connaît la LSF ?".encode(),
        "bytes.jsonl": b"\xff\xfe\x00",
        "list.json": b"[1, 2]",
        "noid.jsonl": b'{"text": "bonjour"}',
        "notext.jsonl": b'{"id": 1, "text": "bonjour"}\n{"id": 2}',
        "nosay.json": b'[{"turns": ["bonjour"]}]',
    }
    for name, content in files.items():
        Path(name).write_bytes(content)

    assert demo.refuses(*arguments.split()) == said
