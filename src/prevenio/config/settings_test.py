"""The same house under test: fast hashing, memory for mail, no compressed files."""

from prevenio.config.settings import *  # noqa: F403
from prevenio.config.settings import STORAGES, text

SECRET_KEY = "only for tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = text("PREVENIO_TEST_MEDIA", "/tmp/prevenio-test-media")  # noqa: S108
