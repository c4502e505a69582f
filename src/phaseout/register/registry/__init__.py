"""The registry of hardware addresses: its files read, compared with the register, laid over it."""
