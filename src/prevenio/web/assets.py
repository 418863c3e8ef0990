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
    "altcha/v2/pow.js",
    "altcha/v2/helpers.js",
    "altcha/v2/types.js",
    "maplibre/maplibre-gl.mjs",
    "maplibre/maplibre-gl-worker.mjs",
    "maplibre/maplibre-gl.css",
    "terra-draw/terra-draw.umd.js",
    "terra-draw/terra-draw.umd.js.map",
    "terra-draw-maplibre/terra-draw-maplibre-gl-adapter.umd.js",
    "terra-draw-maplibre/terra-draw-maplibre-gl-adapter.umd.js.map",
    "pmtiles/pmtiles.js",
    "pmtiles/pmtiles.js.map",
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
