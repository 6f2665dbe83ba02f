"""The figures of all articles of a project, beside its documents: what they say of what, where and when."""

from store.figures.figure import (
    DECIDED,
    STANDING,
    By,
    Column,
    Figure,
    FigureFilter,
    FigureOrder,
    Group,
    Point,
    Subject,
)
from store.figures.figures import Figures

__all__ = [
    "DECIDED",
    "STANDING",
    "By",
    "Column",
    "Figure",
    "FigureFilter",
    "FigureOrder",
    "Figures",
    "Group",
    "Point",
    "Subject",
]
