"""What do switches, and computers plugged into them, know of the equipment next to them?"""
