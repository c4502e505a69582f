"""What is said over TCP, to which port, and what is heard?"""
