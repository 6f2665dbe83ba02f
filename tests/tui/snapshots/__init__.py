"""Pictures of the main screens as text, three sizes by two languages, each in three themes.

`python -m tests.tui.snapshots` draws all anew, `python -m tests.tui.snapshots reader help` some of them; what
changed is read in the diff. tests/tui/test_snapshots.py fails where a screen is not as it is stored.
"""
