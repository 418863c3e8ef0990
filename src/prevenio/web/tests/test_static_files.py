"""One sheet is sent for all the parts it is written in, and means the same."""

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage

from prevenio.web.static_files import Paths, with_imports


def kept(**sheets: str) -> Paths:
    storage = InMemoryStorage()
    names = {name.replace("__", "/") + ".css": text for name, text in sheets.items()}
    for name, text in names.items():
        storage.save(name, ContentFile(text.encode()))
    return {name: (storage, name) for name in names}


def test_imported_sheet_stands_in_its_layer_and_medium() -> None:
    paths = kept(web__base="p { color: red }", web__print="p { color: black }")

    whole = with_imports(
        '@layer a, b;\n@import url("base.css") layer(a);\n@import url("print.css") layer(b) print;',
        "web/all.css",
        paths,
    )

    assert whole == (
        "@layer a, b;\n@layer a {\np { color: red }\n}\n"
        "@media print {\n@layer b {\np { color: black }\n}\n}"
    )


def test_addresses_are_told_from_where_the_whole_sheet_stands() -> None:
    imported = (
        'a { src: url("../files/a.woff2") } b { src: url(data:x) } c { src: url(/static/c) }'
        "/*# sourceMappingURL=fonts.css.map */"
    )
    paths = kept(fonts__css__all=imported)

    whole = with_imports('@import url("../fonts/css/all.css") layer(x);', "web/all.css", paths)

    assert 'url("../fonts/files/a.woff2")' in whole
    assert "url(data:x)" in whole
    assert "url(/static/c)" in whole
    assert "sourceMappingURL" not in whole


def test_import_of_nothing_stays_as_it_is() -> None:
    sheet = '@import url("gone.css") layer(x);'

    assert with_imports(sheet, "web/all.css", {}) == sheet
