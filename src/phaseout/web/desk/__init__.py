"""What helps somebody who works here every day: kept lists, and one search for everything."""
