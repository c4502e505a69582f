"""One module for each app: what it puts into an organisation, and which addresses lead there."""
