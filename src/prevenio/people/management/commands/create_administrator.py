from argparse import ArgumentParser
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from prevenio.kernel.errors import Refused
from prevenio.people import addresses, operations


class Command(BaseCommand):
    help = "Open an account for a person who runs the installation, and print a link to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)

    def handle(self, *, email: str, name: str, **options: Any) -> None:
        try:
            validate_email(email)
            user = operations.open_administrator(email=email, name=name, at=timezone.now())
        except ValidationError as fault:
            raise CommandError(f"{email!r} is not an e-mail address.") from fault
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        key = [user_pk_to_url_str(user), default_token_generator.make_token(user)]
        link = addresses.address("account_reset_password_from_key", args=key)
        self.stdout.write(f"{user.email} may now run this installation.")
        if not settings.CSRF_TRUSTED_ORIGINS:
            origin = addresses.site().origin
            self.stdout.write(f"If the site does not answer at {origin}, set PREVENIO_ORIGINS.")
        self.stdout.write("Open this link within three days and choose a password:")
        self.stdout.write(link)
