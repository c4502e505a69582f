"""Which organisations, sites and things are there, and who looked?"""
