"""Tells what the app is called, and where it writes down what went wrong."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_log_path

APP_NAME = "NNFS Studio"


def log_path() -> Path:
    """Where unexpected errors are written down."""
    return user_log_path(APP_NAME, appauthor=False) / "errors.log"
