"""The copy of the log of operations that lies beside a project, a line an operation."""
