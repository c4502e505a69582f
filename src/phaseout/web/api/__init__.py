"""What do programs ask for? The same as people, by the same services, queries and permissions."""
