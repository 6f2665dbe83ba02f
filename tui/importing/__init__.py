"""Reading files into a project: on every core, stoppable at any moment, with every file accounted for.

One process writes; where there are many files, others read them, extract from them and make the rows ready.
"""
