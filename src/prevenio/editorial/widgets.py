"""Wagtail's choosers without the script that they write into the page."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import AdminPageChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser


class _Quiet:
    """What the chooser needs stands in data attributes; `choosers.js` begins it."""

    def render(
        self: Any, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        data = self.get_value_data(value)
        return format_html(
            '{}<span hidden data-editorial-chooser="{}" data-editorial-field="{}"'
            ' data-editorial-choices="{}"></span>',
            self.render_html(name, data, attrs),
            self.js_constructor,
            attrs["id"],
            json.dumps(self.get_js_init_options(attrs["id"], name, data)),
        )


class PictureChooser(_Quiet, AdminImageChooser):
    pass


class FileChooser(_Quiet, AdminDocumentChooser):
    pass


# The forms that copy and move pages make their choosers themselves and take no others.
AdminPageChooser.render = _Quiet.render
