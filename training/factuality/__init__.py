"""Training of the learned commitment estimate; run ``python -m training.factuality DATA_DIR``."""
