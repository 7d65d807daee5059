"""Learning in which order claims are listed (``__main__``)."""
