"""From a file to an article: read a source, parse its page, extract what it says.

Pure functions over frozen data. Nothing here knows of storage or screens.
"""
