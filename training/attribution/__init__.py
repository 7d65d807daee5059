"""Trains the attribution engine: `python -m training.attribution` (see README.md beside this file)."""
