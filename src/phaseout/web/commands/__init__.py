"""The commands of the web application: one module each, as those of the command line."""
