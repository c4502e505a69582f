"""How does a report leave? One module for each format, each from the document alone."""
