"""What writes who is told of what?"""
