"""Background work of the public site."""

from django.tasks import task

from prevenio.programme.documents import stored_pdf
from prevenio.programme.models import ProgrammeVersion


@task
def keep_pdf(version_id: int) -> None:
    """Make the PDF of a published version, unless it is kept already."""
    version = ProgrammeVersion.objects.select_related(
        "programme__authority", "programme__lead_body", "act"
    ).get(pk=version_id)
    stored_pdf(version)
