"""Run a command with a PostgreSQL server of its own: a new cluster in a temporary folder, on a free port of this
machine alone, gone afterwards. The command finds its address in WHOSAYS_TEST_POSTGRES.

  python scripts/with_postgres.py COMMAND [ARGUMENT…]

The server comes from Debian's package ``postgresql`` (or any whose initdb and pg_ctl are found). It does not run as
root: started by root, it runs as the user ``postgres``.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

USER = "postgres"


def binary(name: str) -> str | None:
    """A program of PostgreSQL: on the path, or where Debian keeps it, the newest."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return shutil.which(name) or (str(kept[-1]) if kept else None)


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def main(command: Sequence[str]) -> int:
    """The command's own exit status; 3 where there is no server to start."""
    initdb, pg_ctl = binary("initdb"), binary("pg_ctl")
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    if initdb is None or pg_ctl is None:
        print("PostgreSQL is not installed (Debian: apt-get install postgresql)", file=sys.stderr)
        return 3
    drop = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="whosays-postgres-"))
    try:
        if drop:
            shutil.chown(folder, USER)
        data, port = folder / "data", free_port()
        quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
        subprocess.run([*drop, initdb, "-D", str(data), "-A", "trust", "-U", USER, "-E", "UTF8", "--no-sync"], **quiet)
        settings = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder} -c fsync=off"
        log = str(folder / "log")
        subprocess.run([*drop, pg_ctl, "-D", str(data), "-l", log, "-w", "-o", settings, "start"], **quiet)
        try:
            address = f"postgresql://{USER}@127.0.0.1:{port}/postgres"
            return subprocess.run(command, env={**os.environ, "WHOSAYS_TEST_POSTGRES": address}).returncode
        finally:
            subprocess.run([*drop, pg_ctl, "-D", str(data), "-m", "immediate", "-w", "stop"], **quiet)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
