"""What a person sees: the workbench and the command line."""
