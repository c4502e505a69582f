"""The web application: how do many people review, decide and answer for one estate?"""
