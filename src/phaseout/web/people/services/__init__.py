"""What changes who uses the application, and what they may do?"""
