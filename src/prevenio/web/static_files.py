"""Style sheets as they are sent: whole, where they are written in parts."""

import re
from collections.abc import Iterator, MutableMapping
from posixpath import dirname, join, normpath, relpath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

type Paths = MutableMapping[str, tuple[Storage, str]]

_IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\(([\w-]+)\)([^;]*);')
_ADDRESS = re.compile(r'url\((["\']?)(?!data:|/|#|\w+:)([^)"\']+)\1\)')
_NOTE_OF_SOURCE = re.compile(r"/\*# sourceMappingURL=[^*]*\*/")


class WholeSheets(CompressedManifestStaticFilesStorage):
    """Puts imported sheets in place of their `@import`, each in its layer and medium.

    A browser meets an import only after the sheet that names it: on a slow network every page would
    wait once more, for two dozen small files.
    """

    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            joined = InMemoryStorage()
            for name in [name for name in paths if name.endswith(".css")]:
                written = read(paths, name)
                whole = with_imports(written, name, paths)
                if whole != written:
                    joined.save(name, ContentFile(whole.encode()))
                    paths[name] = (joined, name)
        yield from super().post_process(paths, dry_run, **options)


def read(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return bytes(file.read()).decode()


def with_imports(sheet: str, name: str, paths: Paths) -> str:
    """The sheet with what it imports; an import of a file that is not there stays as it is."""

    def instead(found: re.Match[str]) -> str:
        address, layer, medium = found[1], found[2], found[3].strip()
        imported = normpath(join(dirname(name), address))
        if imported not in paths:
            return found[0]
        inside = moved(_NOTE_OF_SOURCE.sub("", read(paths, imported)), imported, name)
        in_layer = f"@layer {layer} {{\n{inside}\n}}"
        return f"@media {medium} {{\n{in_layer}\n}}" if medium else in_layer

    return _IMPORT.sub(instead, sheet)


def moved(sheet: str, origin: str, target: str) -> str:
    """The sheet with its relative addresses as they read from where another sheet stands."""

    def instead(found: re.Match[str]) -> str:
        there = normpath(join(dirname(origin), found[2]))
        return f'url("{relpath(there, dirname(target))}")'

    return _ADDRESS.sub(instead, sheet)
