"""What the web servers of the laboratory's devices show."""
