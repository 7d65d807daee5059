"""Which outlets there are, and by which names, domains and handles they are known."""

from whosays.outlets.mastheads import PAPERS, is_known_outlet, is_outlet_name, is_section
from whosays.outlets.register import Outlet, Register, domain, extended, shipped

__all__ = [
    "PAPERS",
    "Outlet",
    "Register",
    "domain",
    "extended",
    "is_known_outlet",
    "is_outlet_name",
    "is_section",
    "shipped",
]
