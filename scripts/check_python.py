"""Says in one sentence what is wrong with this Python; written so that any Python can read it."""

import os
import sys

OLDEST = (3, 11)


def main():  # type: () -> None
    if sys.version_info < OLDEST:
        sys.exit(
            "NNFS Studio needs Python %d.%d or later, and this is %d.%d: install a newer Python,"
            " or name one that you have, as in: make run PYTHON=python3.12"
            % (OLDEST + tuple(sys.version_info[:2]))
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        package = "python%d.%d-venv" % sys.version_info[:2]
        fix = "install the rest of it with your system's package manager"
        if os.path.exists("/usr/bin/apt-get"):
            fix = "run: sudo apt-get install " + package
        sys.exit("This Python cannot make a virtual environment as it stands; " + fix)


main()
