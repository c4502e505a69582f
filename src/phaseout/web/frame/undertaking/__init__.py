"""What is written together, or not at all?"""
