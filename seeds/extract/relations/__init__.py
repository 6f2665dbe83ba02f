"""Kinds of relation between the figures of one article, a module each.

Every finder takes the indicators that have one exact value, in reading order and with offsets in the
folded view, and yields the checks it is sure of. Silence says nothing of a figure.
"""
