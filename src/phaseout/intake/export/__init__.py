"""What do programs that keep lists of equipment write, when it is no table?

Records in JSON, rows of a database dump, keys of a registry: each is read as a row of an inventory is, by
what its keys mean (``record``), so that one thing said in two formats is one thing.
"""
