"""Tries to lose work, to crash the app and to fill the memory: `make torture`, a file a kind."""
