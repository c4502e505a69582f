"""What do all apps stand in: who may do what, lists, pages, languages?"""
