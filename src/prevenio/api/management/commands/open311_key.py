from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from prevenio.api import operations
from prevenio.api.models import ApiKey
from prevenio.kernel.errors import Refused
from prevenio.people.models import Authority


class Command(BaseCommand):
    help = "Give another system a key to send reports with (shown once), or revoke one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("authority", metavar="SLUG", help="the authority it sends to")
        parser.add_argument("name", help="which system uses it")
        parser.add_argument("--daily-limit", type=int, default=500, help="reports a day")
        parser.add_argument("--revoke", action="store_true", help="let nothing more in with it")

    def handle(
        self, *, authority: str, name: str, daily_limit: int, revoke: bool, **options: Any
    ) -> None:
        found = Authority.objects.filter(slug=authority).first()
        if found is None:
            raise CommandError(f"There is no authority “{authority}”.")
        try:
            if revoke:
                self._revoke(found, name)
            else:
                self._issue(found, name, daily_limit)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _issue(self, authority: Authority, name: str, daily_limit: int) -> None:
        _key, secret = operations.issue_key(
            authority=authority, name=name, daily_limit=daily_limit, by=None, at=timezone.now()
        )
        self.stdout.write(secret)

    def _revoke(self, authority: Authority, name: str) -> None:
        keys = ApiKey.objects.filter(authority=authority, name=name, revoked_at=None)
        key = keys.first()
        if key is None:
            raise CommandError(f"There is no key “{name}” in force.")
        operations.revoke_key(key=key, by=None, at=timezone.now())
        self.stdout.write(f"Revoked: {name}")
