from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from prevenio.people.models import User
from prevenio.people.tests.factories import PASSWORD, make_user


def create(email: str = "Root@Example.org") -> str:
    said = StringIO()
    call_command("create_administrator", email=email, name="Root Person", stdout=said)
    return said.getvalue()


def test_the_link_opens_the_account(client: Client, db: None) -> None:
    link = create().splitlines()[-1]

    form = client.get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})

    administrator = User.objects.get()
    assert administrator.email == "root@example.org"
    assert administrator.is_superuser
    assert administrator.check_password(PASSWORD)


def test_a_lost_link_is_replaced_while_there_is_no_password(db: None) -> None:
    create()

    assert "password/reset/key/" in create()
    assert User.objects.count() == 1


def test_an_account_that_exists_is_not_touched(db: None) -> None:
    make_user(email="root@example.org")

    with pytest.raises(CommandError):
        create()

    assert not User.objects.get().is_superuser


def test_a_wrong_address_is_refused(db: None) -> None:
    with pytest.raises(CommandError):
        create("root at example")


def test_where_the_address_is_unknown_it_is_said(settings: Any, client: Client, db: None) -> None:
    assert "set PREVENIO_ORIGINS" in create()

    settings.CSRF_TRUSTED_ORIGINS = ["https://safe.example.org"]

    said = create()
    assert "PREVENIO_ORIGINS" not in said
    assert "https://safe.example.org/accounts/" in said
