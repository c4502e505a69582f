"""Commands of Django that belong to the frame."""
