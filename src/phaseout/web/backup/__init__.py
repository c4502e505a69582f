"""How is all that the application knows kept in one file, and brought back, on either database?"""
