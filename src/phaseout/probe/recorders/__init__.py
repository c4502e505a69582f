"""Which cameras does a recorder list, whom no look at the network can find?

It is asked with the owner's account, read-only, and never again once it refused:
docs/decisions/0029-recorders.md.
"""
