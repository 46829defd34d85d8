"""The figures of `make eval`, on a handful of answers, and its made-up crowd."""

from tests.eval.crowd import agents
from tests.eval.figures import Tally
from tests.eval.latency import questions


def test_what_is_counted_of_an_answer() -> None:
    tally = Tally()
    right, wrong = {"id": "a"}, {"id": "b"}

    tally.add({"relevant": {"a": 2}}, {"people": [right, wrong], "neighbours": []})
    tally.add({"relevant": {"a": 2}}, {"people": [], "neighbours": [wrong, right]})
    tally.add({"relevant": {}}, {"people": [wrong], "neighbours": []})

    assert (tally.answerable, tally.first, tally.among_three) == (2, 1, 2)
    assert (tally.affirmed, tally.affirmed_right) == (1, 1)
    assert (tally.people, tally.people_right) == (2, 1)
    assert (tally.unanswerable, tally.false) == (1, 1)


def test_the_crowd_is_the_same_for_the_same_seed() -> None:
    assert list(agents(20, seed=3)) == list(agents(20, seed=3))
    assert list(agents(20, seed=3)) != list(agents(20, seed=4))
    assert len(questions(9, seed=3)) == 9
