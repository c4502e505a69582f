"""An app of a version to come, whose migrations halt where a test wants to kill them."""
