"""How does a page leave as a PDF that can be printed, filed and read aloud?"""
