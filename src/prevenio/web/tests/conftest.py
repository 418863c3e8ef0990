from collections.abc import Iterator

import pytest
from django.conf import settings

from prevenio.web.tests import sheet


@pytest.fixture
def sheet_of_parts() -> Iterator[None]:
    """Serve the living sheet of parts, without the rooms above and without a database."""
    own = [name for name in settings.MIDDLEWARE if "people" not in name]
    at = own.index("django.middleware.common.CommonMiddleware")
    with sheet.sheet_of_parts(
        MIDDLEWARE=[*own[:at], "django.middleware.locale.LocaleMiddleware", *own[at:]],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    ):
        yield
