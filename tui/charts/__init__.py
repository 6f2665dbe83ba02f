"""Charts of figures: what is in them, how they are drawn in a terminal, and as pictures.

Drawn by our own hand in the terminal: textual-plotext 1.0 holds plotext below 6, which puts Chinese legends
out of line; plotext 6 takes 0.16 s to load, and neither takes the colours of the theme.
"""
