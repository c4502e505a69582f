"""What templates of surveys may call."""
