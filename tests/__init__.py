"""The tests, each process on one thread: they take all cores already, and what numpy multiplies is small."""

import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):  # or every process that a test starts compiles all modules anew
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parent.parent / ".pytest_cache" / "bytecode")
