"""Which files were brought in, what do they show, and what do they change in the estate?"""
