import signal
import sys
from argparse import ArgumentParser, ArgumentTypeError
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from prevenio.config.serving import address_of, does_answer, parts_of, refuse_unless_ready
from prevenio.config.supervising import Supervisor
from prevenio.kernel.errors import Refused


class Command(BaseCommand):
    help = "Run the web server, the worker and the clock together until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen at")
        parser.add_argument("--port", type=port, default=8000)
        parser.add_argument(
            "--workers", type=positive, default=1, help="processes of the web server"
        )

    def handle(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        try:
            refuse_unless_ready(host=host, port=port)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        # The supervisor itself never asks the database again; a parent's open connection is of no
        # use to its children.
        connections.close_all()
        supervisor = Supervisor(
            parts_of(host=host, port=port, workers=workers),
            say=self._say,
            answers=partial(does_answer, host=host, port=port),
            greeting=f"Prevenio answers at {address_of(host=host, port=port)}",
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: supervisor.stop())
        if (code := supervisor.run()) != 0:
            sys.exit(code)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def positive(text: str) -> int:
    """A whole number above zero, as an argument."""
    if not text.isdigit() or int(text) < 1:
        raise ArgumentTypeError(f"must be a whole number above 0, not {text!r}")
    return int(text)


def port(text: str) -> int:
    """A port's number, as an argument."""
    number = positive(text)
    if number > 65535:
        raise ArgumentTypeError(f"must be at most 65535, not {number}")
    return number
