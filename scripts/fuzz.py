"""Draw new examples for every property of the suite, again and again, until the time is up or one of them fails.

  python scripts/fuzz.py 600                    ten minutes over all properties
  python scripts/fuzz.py 60 tests/test_text.py  one minute over those of a file

The suite itself draws the same examples each time. Here each round has a seed of its own, which is told; what fails is
printed as the smallest example there is, to be put into the suite (``@example``). Tests that repeat themselves, such as
those that kill a command at any moment, do so in full size here (``tests/sized.py``).
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time

_MUTATIONS = 2_000  # a round
_NO_TESTS = 5  # pytest's exit status where nothing was collected


def main(arguments: list[str]) -> int:
    """Rounds until the time is up; the exit status is pytest's of the first one that fails, else 0."""
    if not arguments or not arguments[0].isdigit():
        print("give the seconds to spend, and perhaps tests: python scripts/fuzz.py 600 tests/test_text.py")
        return 2
    seconds, tests = int(arguments[0]), arguments[1:]
    until = time.monotonic() + seconds
    rounds = 0
    while rounds == 0 or time.monotonic() < until:
        seed = secrets.randbelow(2**32)
        print(f"round {rounds + 1}, seed {seed}", flush=True)
        options = ["-m", "hypothesis or repeated", "-n", "auto", "--dist", "loadgroup", "-x", *tests]
        options.append(f"--hypothesis-seed={seed}")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *options], env={**os.environ, "HYPOTHESIS_PROFILE": "fuzz"}
        )
        if done.returncode:
            print("no property is there" if done.returncode == _NO_TESTS else "put the example above into the suite")
            return done.returncode
        rounds += 1
    print(f"{rounds} rounds in {seconds} seconds, nothing failed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
