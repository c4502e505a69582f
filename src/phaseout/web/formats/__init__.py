"""How are days and numbers written in each language?"""
