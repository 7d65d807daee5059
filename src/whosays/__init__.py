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


def _picture(trace: Any) -> str:
    """A trace as a notebook shows it."""
    from whosays.reports.html import fragment

    return fragment(trace)


class _Package(ModuleType):
    """The package, with ``trace`` always the function, and a picture for each trace in a notebook.

    The import system binds a submodule to its package's attribute of the same name whenever it is first loaded. Without
    the setter, ``from whosays import trace`` would be the module ``whosays.trace`` after any import of it; and when the
    model is loaded, the picture is hung on from here, so that the model knows nothing of pages.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name == "model":
            value.Trace._repr_html_ = _picture

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
