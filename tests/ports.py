"""A port for a server of the tests that is about to start."""

import secrets
import socket

BELOW_WHAT_IS_GIVEN = range(18_000, 32_000)  # to whoever connects anywhere; nobody takes one of ours meanwhile


def free_port() -> int:
    """Nobody listens there, and of the tests that run beside this one none is likely to choose it."""
    while True:
        port = secrets.choice(BELOW_WHAT_IS_GIVEN)
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
