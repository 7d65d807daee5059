"""What whosays is made of: every package it needs, with version and licence; fails where one may not be used.

  python scripts/bill_of_materials.py              a line a package, exit status 1 where a licence does not fit
  python scripts/bill_of_materials.py --json FILE  the same as CycloneDX 1.6 (JSON) for other tools

Licences are read from what the installed packages say of themselves. The GPL and AGPL are refused; of weaker ones that
bind only the library itself (LGPL, MPL) the names are printed. A package that tells no licence is refused until it is
listed below with what its own files say.
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path

ROOT = "whosays"
TOLD_ELSEWHERE: dict[str, str] = {"daft": "Apache-2.0"}
"""Licences of packages whose metadata has none, by what their own licence file says."""

_REQUIREMENT = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*)")
_EXTRA = re.compile(r"extra\s*==")
_REFUSED = re.compile(
    r"(?<![A-Z])A?GPL|(?<!Lesser )(?<!Library or Lesser )General Public License|Affero", re.IGNORECASE
)
_WEAKER = re.compile(r"L(?:ib|ess)\w* (?:or Lesser )?General Public|LGPL", re.IGNORECASE)


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def needed(root: str) -> dict[str, metadata.Distribution]:
    """Every installed package that another needs, beginning with one; extras only where they are installed."""
    found: dict[str, metadata.Distribution] = {}
    todo = [root]
    while todo:
        name = plain(todo.pop())
        if name in found:
            continue
        try:
            package = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = package
        for requirement in package.requires or []:
            match = _REQUIREMENT.match(requirement)
            if match and (name == plain(root) or not _EXTRA.search(requirement)):
                todo.append(match[1])
    return found


def licence(package: metadata.Distribution) -> str:
    """What a package says its licence is, in a line; empty where it says nothing."""
    about = package.metadata
    classified = [
        c.rpartition("::")[2].strip() for c in about.get_all("Classifier") or [] if c.startswith("License ::")
    ]
    written = about.get("License-Expression") or ""
    short = (about.get("License") or "").strip().splitlines()
    name = plain(about["Name"])
    return TOLD_ELSEWHERE.get(name) or written or "; ".join(classified) or (short[0][:80] if short else "")


def refused(words: str) -> bool:
    """True for a licence that may not be used, and for none. Of a choice ("MIT OR GPL-2.0") one that fits is enough."""
    if not words:
        return True
    return all(_REFUSED.search(_WEAKER.sub("", choice)) for choice in re.split(r"\s+OR\s+|\s*;\s*or\s+", words))


def main(arguments: list[str]) -> int:
    """Print or write the bill; 1 where a licence does not fit."""
    packages = needed(ROOT)
    bill = {name: (package.version, licence(package)) for name, package in sorted(packages.items())}
    if arguments[:1] == ["--json"]:
        components = [
            {
                "type": "library",
                "name": name,
                "version": version,
                "purl": f"pkg:pypi/{name}@{version}",
                "licenses": [{"license": {"name": words}}] if words else [],
            }
            for name, (version, words) in bill.items()
        ]
        about = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
        Path(arguments[1]).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    wrong = [name for name, (_, words) in bill.items() if refused(words)]
    for name, (version, words) in bill.items():
        print(f"{'NO ' if name in wrong else '   '}{name} {version}: {words or 'no licence told'}")
    if wrong:
        print(f"these may not be used: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
