"""The data card is made from the text, and is that of the text as it stands."""

from __future__ import annotations

from corpora.annotated import authored, statements
from corpora.card import PATH, data_card


def test_the_card_is_up_to_date() -> None:
    assert PATH.read_text(encoding="utf-8") == data_card(), "run: python -m corpora.card"


def test_the_card_counts_and_tells_the_review() -> None:
    card = data_card()
    steering = sum(item.areas[0] == "steering" for item in statements(authored()))
    assert f"| steering | {steering} |" in card
    assert "second reader labelled" in card
