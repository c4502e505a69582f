"""What people say to each other about things, and what they ask each other to do."""
