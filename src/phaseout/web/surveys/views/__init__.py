"""Pages about surveys, about the scopes of live looks, and about what was collected under one."""
