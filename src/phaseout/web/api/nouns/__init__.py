"""What does the API know: a module for each noun, with its shapes and its operations?"""
