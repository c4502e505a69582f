"""What the command line of Django may call."""
