"""An invented department to try the application with: 40 sites, 2,000 things, people of every role."""
