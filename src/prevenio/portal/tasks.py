"""Background work of the public site."""

from crontask import cron
from django.tasks import task
from django.utils import timezone

from prevenio.portal.report_uploads import erase_old
from prevenio.programme.documents import stored_pdf
from prevenio.programme.models import ProgrammeVersion


@task
def keep_pdf(version_id: int) -> None:
    """Make the PDF of a published version, unless it is kept already."""
    version = ProgrammeVersion.objects.select_related(
        "programme__authority", "programme__lead_body", "act"
    ).get(pk=version_id)
    stored_pdf(version)


@cron("40 * * * *")  # type: ignore[untyped-decorator]
@task
def forget_uploads() -> None:
    """Photos whose report was never sent."""
    erase_old(at=timezone.now())
