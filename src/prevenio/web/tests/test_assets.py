import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

STORAGES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "prevenio.web.static_files.WholeSheets"},
}


@pytest.mark.slow
def test_collected_files_refer_to_files_that_exist(tmp_path: Path) -> None:
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=STORAGES, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)

    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    sheet = (tmp_path / manifest["web/css/web.css"]).read_text()
    assert "@import" not in sheet
    assert sheet.count("@layer parts {") > 10
    fonts = re.findall(r'url\("([^"]+)"\)', sheet)
    assert len(fonts) == 2
    for address in fonts:
        assert re.search(r"\.[0-9a-f]{12}\.woff2$", address)
        assert ((tmp_path / manifest["web/css/web.css"]).parent / address).is_file()
    assert "figtree/files/figtree-latin-ext-wght-normal.woff2" in manifest
    assert not any(path.startswith("icons/") for path in manifest)
    assert len([path for path in manifest if path.startswith("govuk/")]) == 2
