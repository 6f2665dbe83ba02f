"""What is kept: projects, the log of operations, search, exchange formats."""
