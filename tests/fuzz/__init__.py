"""Files made to break an import, and the imports that they must not break."""
