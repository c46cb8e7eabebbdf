"""Walks at random through the real window, as no person would have the patience to: `make walk`."""
