"""What does the register say of the law?"""
