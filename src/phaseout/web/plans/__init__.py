"""Plans: what replacing costs, under which programme it is planned, and when what goes."""
