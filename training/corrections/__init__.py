"""Training of the weights by which corrections are known; run ``python -m training.corrections TEXTS``."""
