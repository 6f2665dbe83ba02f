"""The bench of PDFs runs, at a small size."""

from __future__ import annotations

from tests.bench import pdf


def test_all_comes_back_in_order_whatever_the_order_of_drawing() -> None:
    figures = pdf.measure(1)
    assert {order: round(figure.ours, 3) for order, figure in figures.items()} == {
        "columns": 1.0,
        "rows": 1.0,
        "random": 1.0,
    }
    assert figures["random"].plain < 0.9
    assert all(figure.speed > 0 for figure in figures.values())
