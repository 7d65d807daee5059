"""Which addresses of the internet may be connected to: public ones only.

A page's address is given by somebody else, and may name a machine inside the user's network. So a name is refused if
any address it resolves to is special: loopback, private, shared (100.64/10), link-local, multicast, unspecified,
reserved, documentation, benchmarking, or an IPv6 form that carries an IPv4 address to be translated (mapped,
compatible, 6to4, Teredo, NAT64).
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int, float], list[str]]
"""Host, port and seconds to the addresses of the host; raises OSError."""

# What ``is_global`` of some Python version lets pass, and where cloud platforms tell machines their secrets.
_NETWORKS = """
0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24
192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24
203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b::/96 64:ff9b:1::/48
100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10
ff00::/8 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32 fd00:ec2::254/128
"""
_SPECIAL = tuple(map(ipaddress.ip_network, _NETWORKS.split()))
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")


def is_special(address: str | IPAddress) -> bool:
    """True for an address that no public web server has, for one with a zone (``fe80::1%eth0``), for what is none."""
    try:
        ip = ipaddress.ip_address(address) if isinstance(address, str) else address
    except ValueError:
        return True
    if isinstance(ip, ipaddress.IPv6Address) and (ip.scope_id is not None or ip not in _PUBLIC_V6):
        return True
    return not ip.is_global or any(ip.version == net.version and ip in net for net in _SPECIAL)


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a host by the system's resolver, in at most ``seconds``. Raises OSError (or TimeoutError)."""
    found: list[str] = []
    errors: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
            found.extend(dict.fromkeys(str(answer[4][0]) for answer in answers))
        except OSError as error:
            errors.append(error)
        except UnicodeError:
            errors.append(OSError("no host name"))

    # The system's resolver knows no time-out.
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(seconds)
    if errors:
        raise errors[0]
    if asking.is_alive():
        raise TimeoutError("name resolution took too long")
    return found
