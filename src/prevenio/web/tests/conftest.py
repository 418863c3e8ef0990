from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.test import override_settings

from prevenio.config import settings as ours


@pytest.fixture
def sheet_of_parts() -> Iterator[None]:
    """Serve the living sheet of parts instead of the rooms' pages."""
    templates = deepcopy(ours.TEMPLATES)
    templates[0]["DIRS"] = [Path(__file__).parent / "templates"]
    middleware = [name for name in ours.MIDDLEWARE if "people" not in name]
    with override_settings(
        ROOT_URLCONF="prevenio.web.tests.sample_urls",
        TEMPLATES=templates,
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            *middleware,
        ],
        SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    ):
        yield
