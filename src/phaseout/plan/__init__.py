"""When is what replaced, at what cost, and how far is that from the best there can be?"""
