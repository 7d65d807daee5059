"""Learning whether a claim tells what its event is about; run ``python -m training.tellings``."""
