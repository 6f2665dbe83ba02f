"""What the record that is being typed would say: its normal form, what is doubtful in it, or why not."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from seeds.article import Article, Indicator
from seeds.doubts import doubts
from seeds.problems import Problem
from tui.language import _, told
from tui.text.figures import normal_form
from tui.text.names import STATUS_NAMES
from tui.text.offers import Offers
from tui.text.visible import visible


class Outcome(Static):
    """The lines below the fields of the record editor."""

    DEFAULT_CSS = """
    Outcome { height: auto; color: $success; }
    Outcome.-refused { color: $error; text-style: bold; }
    """

    def refuse(self, problem: Problem) -> None:
        """Say why what is typed cannot be."""
        self.add_class("-refused")
        self.update(Content(f"✗ {visible(told(problem))}"))

    def show(self, record: Indicator, article: Article, offers: Offers) -> None:
        """The record in words, and a line for each of its doubts."""
        self.remove_class("-refused")
        known = offers.knows_place(record.place)
        found = doubts(record, article, offers.others, place_known=known)
        lines = [Content(f"→ {visible(_in_words(record, offers))}")]
        lines += [Content.styled(f"? {visible(told(doubt))}", "$warning bold") for doubt in found]
        self.update(Content("\n").join(lines))


def _in_words(record: Indicator, offers: Offers) -> str:
    where = offers.where(record.place, record.place_code)
    place = f"{record.place} ({where})" if where else record.place
    facts = (normal_form(record), record.metric, place, record.period, _(STATUS_NAMES[record.status]))
    return " · ".join(fact for fact in facts if fact)
