"""Who uses the application, and what may each do where?"""
