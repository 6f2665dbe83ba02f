"""Figures of different articles that cannot all be right, and what people said of that."""
