"""Which files of the fetched packages are served: those a page asks for, not whole packages."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatch

from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import Storage

# Icons are drawn into the page, so none is served. Package names are those of STATICFILES_DIRS.
SERVED = (
    "govuk/govuk-frontend.min.css",
    "govuk/govuk-frontend.min.css.map",
    "figtree/files/figtree-latin-wght-normal.woff2",
    "figtree/files/figtree-latin-ext-wght-normal.woff2",
)


class AssetsFinder(FileSystemFinder):
    """Finds every file of the packages, but collects only what is served."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for prefix, root in self.locations:
            storage = self.storages[root]
            for path in SERVED:
                folder, _slash, inside = path.partition("/")
                is_ignored = any(fnmatch(path, pattern) for pattern in ignore_patterns or ())
                if folder == prefix and not is_ignored and storage.exists(inside):
                    yield inside, storage
