"""What people did: noted once, shown to who may see it."""
