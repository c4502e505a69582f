"""What was found, what does the law make of it, and what did people decide?"""
