"""Stems of French words, from several threads at once."""

from concurrent.futures import ThreadPoolExecutor

from dialogs.french.stemming import stem

WORDS = [f"bibliothécaire{letter}s" for letter in "abcdefghijklmnopqrstuvwxyz"] * 40


def test_threads_do_not_disturb_each_other() -> None:
    alone = [stem.__wrapped__(word) for word in WORDS]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem.__wrapped__, WORDS))

    assert together == alone
