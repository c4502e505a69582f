"""Which patterns does each of many texts match? One interface, two engines, the same answer."""

# RE2 is loaded before Hyperscan: pyarrow, loaded into a process that has Hyperscan and not RE2, ends it
# ("free(): invalid pointer"; hyperscan 0.7.21, pyarrow 26).
import phaseout.pattern  # noqa: F401
