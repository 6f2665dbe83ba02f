"""The workbench in a browser: who may come in, and a process of its own for each tab."""
