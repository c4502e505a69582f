"""What does each report say? One module for each, from what queries found to the sections of a document."""
