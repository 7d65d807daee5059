"""whosays traces every claim in the news to whoever actually said it.

``read`` turns a file, an address or bytes into a Document; ``trace`` turns a Document into a Trace. Both are loaded
on first use, so that ``import whosays`` costs nothing.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from whosays.reading import read as read
    from whosays.trace import trace as trace

__all__ = ["__version__", "read", "trace"]
__version__ = "0.1.0"


class _Package(ModuleType):
    """The package, with ``trace`` always the function.

    The import system binds a submodule to its package's attribute of the same name whenever it is first loaded; without
    the setter, ``from whosays import trace`` would be the module ``whosays.trace`` after any import of it.
    """

    @property
    def read(self) -> Any:
        from whosays.reading import read

        return read

    @property
    def trace(self) -> Any:
        from whosays.trace import trace

        return trace

    @trace.setter
    def trace(self, module: ModuleType) -> None:
        """Leave the name to the function; the module stays in ``sys.modules``."""


sys.modules[__name__].__class__ = _Package
