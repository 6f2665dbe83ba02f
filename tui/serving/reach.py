"""Where the workbench is served, and by which names browsers may ask for it.

A page of somebody else's can make a browser send requests here: under a name of its own that it lets point
to this machine (DNS rebinding), which the Host header then bears, or to the true address, which the Origin
header gives away. So both must be ours.
"""

from __future__ import annotations

import socket
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from seeds.problems import Problem

_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class Reach(NamedTuple):
    """A listening socket, and the name that the person gave for it."""

    socket: socket.socket
    host: str

    @property
    def port(self) -> int:
        """The port that it has."""
        port: int = self.socket.getsockname()[1]
        return port

    @property
    def address(self) -> str:
        """What a browser is to open: `http://host:port`."""
        bound = self.socket.getsockname()[0]
        name = socket.gethostname() if ip_address(bound).is_unspecified else self.host
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}"

    def has_name(self, host: str) -> bool:
        """Whether a Host header names this server. Its port may be another, from which ssh leads here."""
        name = _name(host)
        if is_loopback(self.socket.getsockname()[0]):
            return name in _LOOPBACK_NAMES
        # No name has to be looked up for a number, so none can be made to point here.
        return name in (self.host.lower(), socket.gethostname().lower()) or _is_number(name)


def same_origin(origin: str, host: str) -> bool:
    """Whether an Origin header belongs to a page that was had under this Host."""
    return origin.lower() in (f"http://{host.lower()}", f"https://{host.lower()}")


def is_loopback(address: str) -> bool:
    """Whether a numeric address can be reached from this machine alone."""
    return ip_address(address.partition("%")[0]).is_loopback


def listening(host: str, port: int, *, exposed: bool) -> Reach:
    """Listen at a host's port, or at any free one for 0. Raises Problem where that cannot be.

    Where other machines could reach it, `exposed` says that the person knows.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as error:
        raise _unheard(host, port, error) from None
    family, _kind, _protocol, _name, address = found[0]
    if not exposed and not is_loopback(str(address[0])):
        raise Problem(
            "{host} can be reached from other machines, and what goes over the network is not encrypted; "
            "to serve it all the same add --exposed, or stay on this machine and come through ssh: "
            "ssh -L {port}:localhost:{port}",
            host=host,
            port=port or 8000,
        )
    try:
        return Reach(socket.create_server(address[:2], family=family), host)
    except OSError as error:
        raise _unheard(host, port, error) from None


def _unheard(host: str, port: int, error: OSError) -> Problem:
    return Problem(
        "{host}:{port} cannot be listened on ({reason}); name another --port or --host",
        host=host,
        port=port,
        reason=error.strerror or str(error),
    )


def _name(host: str) -> str:
    """The name or number in a Host header, without its port; empty where it has none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
