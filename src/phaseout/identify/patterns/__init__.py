"""Which patterns does each of many texts match? One interface, two engines, the same answer."""
