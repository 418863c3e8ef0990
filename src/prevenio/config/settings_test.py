"""The same house under test: fast hashing, memory for mail, no compressed files."""

import os
import tempfile
from pathlib import Path

from prevenio.config.settings import *  # noqa: F403
from prevenio.config.settings import DATABASES, STORAGES

# A place of this process alone: several runs may go on beside each other.
SCRATCH = Path(tempfile.gettempdir()) / f"prevenio-test-{os.getpid()}"

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["*"]
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    # A file, since threads that share a database in memory do not wait for each other's locks.
    DATABASES["default"]["TEST"] = {"NAME": f"{SCRATCH}.sqlite3"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
TASKS = {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = Path(f"{SCRATCH}-media")
