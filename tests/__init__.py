"""The tests, on one thread each: they take all cores already, and what numpy multiplies is small."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
