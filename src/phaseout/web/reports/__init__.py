"""What is handed on: reports that can be written again from what was kept of them, in both languages."""
