"""Runs `main` of a part of a benchmark in a process of its own: `_running MODULE [ARGUMENT]`."""

import os
import sys
from importlib import import_module

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevenio.config.settings")
    django.setup()
    import_module(sys.argv[1]).main(*sys.argv[2:])
