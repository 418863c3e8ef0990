import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from prevenio.people.models import Authority
from prevenio.reports.emails import LARGEST, is_an_email
from prevenio.reports.operations.mailbox import keep_email


class Command(BaseCommand):
    """Ends as mail servers expect it (sysexits.h): only what may go better later is tried again."""

    help = "Keep one e-mail from standard input for an authority, for the pipe of a mail server."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("authority", metavar="SLUG", help="the authority it came for")

    def handle(self, *, authority: str, **options: Any) -> None:
        content = sys.stdin.buffer.read(LARGEST + 1)
        if len(content) > LARGEST:
            most = LARGEST // 1_000_000
            raise CommandError(f"It is larger than {most} MB.", returncode=os.EX_DATAERR)
        if not is_an_email(content):
            raise CommandError("This is no e-mail.", returncode=os.EX_DATAERR)
        try:
            _keep(authority, content)
        except (DatabaseError, OSError) as failure:
            said = f"It cannot be kept now: {type(failure).__name__}."
            raise CommandError(said, returncode=os.EX_TEMPFAIL) from failure


def _keep(slug: str, content: bytes) -> None:
    authority = Authority.objects.filter(slug=slug).first()
    if authority is None:
        raise CommandError(f"There is no authority “{slug}”.", returncode=os.EX_NOUSER)
    keep_email(authority=authority, content=content, at=timezone.now())
