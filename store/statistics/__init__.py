"""What became of the extractor's suggestions: precision, corrections, who decided what and when."""
