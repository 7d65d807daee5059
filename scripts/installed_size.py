"""The installed size of whosays with everything it needs at run time: a new environment, ``pip install .``, then count.

  python scripts/installed_size.py [--ceiling MEGABYTES]

pip and setuptools are not counted: they are no part of whosays. Exit status 1 where the ceiling is broken.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_OURS = {"pip", "setuptools", "_distutils_hack", "pkg_resources", "wheel"}
MEGABYTE = 1_000_000


def sizes(site: Path) -> Counter[str]:
    """Bytes by top-level member of site-packages; a file with several names is counted once."""
    counted: Counter[str] = Counter()
    seen: set[tuple[int, int]] = set()
    for path in site.rglob("*"):
        top = path.relative_to(site).parts[0]
        if top.split("-")[0] in NOT_OURS or path.is_symlink() or not path.is_file():
            continue
        status = path.stat()
        if (status.st_dev, status.st_ino) not in seen:
            seen.add((status.st_dev, status.st_ino))
            counted[top] += status.st_size
    return counted


def main() -> int:
    """Install into a temporary environment, print the size and the largest parts."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ceiling", type=float, default=400, help="megabytes (default 400)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ROOT]
        subprocess.run(install, check=True)  # noqa: S603
        ask = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'), end='')"]
        site = subprocess.run(ask, check=True, capture_output=True, text=True).stdout  # noqa: S603
        counted = sizes(Path(site))
    for name, size in counted.most_common(8):
        print(f"{size / MEGABYTE:8.1f} MB  {name}")
    total = sum(counted.values()) / MEGABYTE
    print(f"{total:8.1f} MB  altogether (ceiling {options.ceiling:g} MB)")
    return 1 if total > options.ceiling else 0


if __name__ == "__main__":
    sys.exit(main())
