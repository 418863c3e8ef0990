"""A mail server on this machine whose one mailbox is read over IMAP, as well or badly as told."""

import re
import socketserver
import time
from dataclasses import dataclass, field

from prevenio.notices.tests.mail_server import LocalServer
from prevenio.reports.mailboxes import Mailbox

USER, PASSWORD = "zgłoszenia".encode().hex() + "@example.org", 'sec"ret \\1'
_UIDS = re.compile(rb"[\d,]+")
_WORD = re.compile(rb'"((?:[^"\\]|\\.)*)"')


@dataclass
class Message:
    content: bytes
    said_size: int | None = None
    came: str = "02-Mar-2026 07:00:00 +0000"
    is_seen: bool = False

    @property
    def size(self) -> int:
        return len(self.content) if self.said_size is None else self.said_size


@dataclass
class Manners:
    """How the server behaves; `silent_at` and `drops_at` name commands."""

    silent_at: str = ""
    drops_at: str = ""
    refuses: str = ""
    garbles: str = ""
    greeting: bytes = b"* OK here\r\n"
    answers: dict[str, bytes] = field(default_factory=dict)


class MailboxServer(LocalServer):
    def __init__(self, *contents: bytes) -> None:
        super().__init__(Conversation)
        self.messages = [Message(one) for one in contents]
        self.manners = Manners()
        self.asked: list[str] = []

    def mailbox(self, authority: str = "testowo", password: str = PASSWORD) -> Mailbox:
        return Mailbox(
            authority, "127.0.0.1", self.port, False, USER, password, "Zg&AUI-oszenia nowe"
        )

    @property
    def seen(self) -> list[bool]:
        return [one.is_seen for one in self.messages]


class Conversation(socketserver.StreamRequestHandler):
    server: MailboxServer

    def handle(self) -> None:
        try:
            self.wfile.write(self.server.manners.greeting)
            while line := self.rfile.readline():
                if not self._follow(line.strip()):
                    return
        except ConnectionError:
            return

    def _follow(self, line: bytes) -> bool:
        """Whether the conversation goes on."""
        tag, _space, rest = line.partition(b" ")
        name = rest.removeprefix(b"UID ").split(b" ")[0].decode().upper()
        manners = self.server.manners
        self.server.asked.append(name if name == "LOGIN" else rest.decode())
        if name == manners.silent_at:
            time.sleep(3)
        if name in (manners.silent_at, manners.drops_at):
            return False
        if name == manners.garbles:
            self.wfile.write(b"* \xff\x00 what {nonsense}\r\n" + tag + b" OK\r\n")
            return True
        answer = b"NO no\r\n" if name == manners.refuses else self._answer(name, rest)
        self.wfile.write(manners.answers.get(name, b"") + tag + b" " + answer)
        return name != "LOGOUT"

    def _answer(self, name: str, rest: bytes) -> bytes:
        match name:
            case "CAPABILITY":
                self.wfile.write(b"* CAPABILITY IMAP4rev1\r\n")
            case "LOGIN":
                said = [re.sub(rb"\\(.)", rb"\1", one).decode() for one in _WORD.findall(rest)]
                if said != [USER, PASSWORD]:
                    return b"NO wrong: " + rest + b"\r\n"
            case "SELECT":
                if _WORD.findall(rest) != [b"Zg&AUI-oszenia nowe"]:
                    return b"NO there is none\r\n"
                self.wfile.write(b"* %d EXISTS\r\n" % len(self.server.messages))
                return b"OK [READ-WRITE] done\r\n"
            case "SEARCH":
                self.wfile.write(b"* SEARCH" + b"".join(b" %d" % one for one in self._unseen()))
                self.wfile.write(b"\r\n")
            case "FETCH":
                self._fetch(rest)
            case "STORE":
                for one in self._messages(rest):
                    one.is_seen = True
            case "LOGOUT":
                self.wfile.write(b"* BYE\r\n")
        return b"OK done\r\n"

    def _unseen(self) -> list[int]:
        rows = enumerate(self.server.messages, start=1)
        return [number for number, one in rows if not one.is_seen]

    def _messages(self, rest: bytes) -> list[Message]:
        found = _UIDS.search(rest)
        assert found is not None
        return [self.server.messages[int(one) - 1] for one in found[0].split(b",")]

    def _fetch(self, rest: bytes) -> None:
        for one in self._messages(rest):
            number = self.server.messages.index(one) + 1
            if b"SIZE" in rest:
                said = b'RFC822.SIZE %d INTERNALDATE "%s"' % (one.size, one.came.encode())
                self.wfile.write(b"* %d FETCH (UID %d %s)\r\n" % (number, number, said))
                continue
            whole = b"HEADER" not in rest
            text = one.content if whole else one.content.partition(b"\n\n")[0] + b"\n\n"
            head = b"* %d FETCH (UID %d BODY[] {%d}\r\n" % (number, number, len(text))
            self.wfile.write(head + text + b")\r\n")
