"""A mail server of the tests' own: it takes what it is given, or says what it is told to say."""

import socket
import socketserver
import threading
from contextlib import contextmanager


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 here")
        for line in self.rfile:
            verb = line.decode().strip().upper()[:4]
            answer = self.server.answers.get(verb, "354 go on" if verb == "DATA" else "250 fine")
            if answer is None:
                return
            self.say(answer)
            if verb == "QUIT":
                return
            if verb == "DATA" and answer.startswith("354"):
                self.take()

    def take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.taken.append(b"".join(lines))
        self.server.when_taken()
        answer = self.server.answers.get("BODY", "250 I have it")
        if answer:
            self.say(answer)
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    """`answers` by verb ("RCPT", "DATA", "BODY" for the words themselves); None hangs up. `taken` is what came."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.answers: dict[str, str | None] = {}
        self.taken: list[bytes] = []
        self.when_taken = lambda: None

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request, client_address) -> None:
        """The client hung up: no matter."""


@contextmanager
def serving():
    """A server while this is open."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()
