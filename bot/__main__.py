"""The process's entry: `liniya …`, or `python -m bot …`."""

import sys

from bot.cli.application import run


def main() -> None:
    """Runs the command line and ends the process with its exit code."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
