"""Runs the command line as ``python -m phaseout``."""

from phaseout.cli import main

if __name__ == "__main__":
    main()
