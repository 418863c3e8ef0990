"""A mail server on this machine that takes letters at a leisurely pace and remembers them."""

import random
import socketserver
import time
from email import message_from_bytes
from threading import Thread
from types import TracebackType
from typing import Self

SLOWEST = 0.01
# A server that has taken a letter may be slow to say so: then a kill hurts most.
SLOWEST_YES = 0.06


class LocalServer(socketserver.ThreadingTCPServer):
    """A server on a free port of this machine for as long as it is used (`with`)."""

    allow_reuse_address = daemon_threads = True
    block_on_close = False

    def __init__(self, talk: type[socketserver.BaseRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), talk)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        fault: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.shutdown()
        self.server_close()


class MailServer(LocalServer):
    """Remembers the Message-ID of each letter at the moment it takes it, before it says so."""

    def __init__(self) -> None:
        super().__init__(Conversation)
        self.taken: list[str] = []
        self.greeted = 0


class Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.greeted += 1
        try:
            self._answer("220 here")
            while command := self.rfile.readline():
                self._follow(command.strip().upper())
        except ConnectionError:
            return

    def _follow(self, command: bytes) -> None:
        if command == b"DATA":
            self._answer("354 go on")
            if self._take():
                time.sleep(random.uniform(0, SLOWEST_YES))
                self._answer("250 taken")
        else:
            self._answer("221 bye" if command == b"QUIT" else "250 here")

    def _take(self) -> bool:
        lines: list[bytes] = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line)
        self.server.taken.append(str(message_from_bytes(b"".join(lines))["Message-ID"]))
        return True

    def _answer(self, words: str) -> None:
        time.sleep(random.uniform(0, SLOWEST))
        self.wfile.write(f"{words}\r\n".encode())
