"""Words of Wagtail's own pages that its Polish or Czech catalogue lacks or leaves in English.

Each is written exactly as Wagtail writes it. Marked here, it stands in the message files of this
room, which Django reads over those of Wagtail. Whatever an editor or author can meet is here; what
they cannot (snippets, comments, reports, accounts, letters) is not.
"""

from prevenio.editorial.borrowed import checks, editing, files, lists, pages, scripts

WORDS = editing.WORDS + pages.WORDS + lists.WORDS + checks.WORDS + files.WORDS + scripts.WORDS
COUNTED = editing.COUNTED + pages.COUNTED + lists.COUNTED + files.COUNTED + scripts.COUNTED
