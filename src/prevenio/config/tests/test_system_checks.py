"""What `prevenio serve` asks before it begins holds, on whichever database."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_every_check_holds_on_this_database() -> None:
    call_command("check", databases=["default"], fail_level="ERROR")
