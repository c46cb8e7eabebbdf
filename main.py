"""Starts NNFS Studio."""

from __future__ import annotations

import sys

from nnfs_gui.app import main

if __name__ == "__main__":
    sys.exit(main())
