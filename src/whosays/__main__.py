"""``python -m whosays`` is the command ``whosays``."""

from whosays.cli import main

main()
