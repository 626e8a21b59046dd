"""The guard of the tests themselves: nothing leaves this machine."""

import socket
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

OUTSIDE = """
import socket

def test_swallows():
    try:
        socket.create_connection(("203.0.113.1", 80), timeout=0.1)
    except OSError:
        pass

def test_looks_up():
    try:
        socket.getaddrinfo("example.org", 443)
    except OSError:
        pass

def test_stays_near():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
"""


def test_network_use_fails_a_test_even_when_the_error_is_swallowed(pytester: pytest.Pytester) -> None:
    """Connections and look-ups beyond loopback fail their test; loopback is free."""
    pytester.makeconftest((Path(__file__).parent / "conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function")
    pytester.makepyfile(OUTSIDE)
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(passed=3, errors=2)


async def test_loopback_is_free() -> None:
    """A server on loopback can be reached by name and by number."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        for host in ("127.0.0.1", "localhost"):
            socket.create_connection((host, server.getsockname()[1])).close()
