"""Which outlets there are, and by which names, domains and handles they are known."""

from whosays.outlets.register import Outlet, Register, domain, extended, shipped

__all__ = ["Outlet", "Register", "domain", "extended", "shipped"]
