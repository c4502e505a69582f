"""What does somebody who stands before the thing see, read and photograph?"""
