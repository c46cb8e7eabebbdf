"""Tells what the app is called, and where it keeps what is no document."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_log_path, user_state_path

APP_NAME = "NNFS Studio"


def log_path() -> Path:
    """Where unexpected errors are written down."""
    return user_log_path(APP_NAME, appauthor=False) / "errors.log"


def state_folder() -> Path:
    """Where unsaved work is kept for a crash."""
    return user_state_path(APP_NAME, appauthor=False)
