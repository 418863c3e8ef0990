"""Making the extracts of a batch, one after the other, into one ZIP."""

import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from django.utils.text import slugify

from prevenio.kernel.text import fold
from prevenio.returns.models import ReportingPeriod
from prevenio.reviews.models import Batch, BatchItem
from prevenio.reviews.operations.papers import finish_batch, finish_item, take_next
from prevenio.reviews.papers.body import content_of_body
from prevenio.reviews.papers.body_words import body_paper
from prevenio.reviews.papers.municipality import content_of_municipality
from prevenio.reviews.papers.municipality_words import municipality_paper
from prevenio.reviews.papers.pdf import pdf_of
from prevenio.reviews.queries.board import periods_with_review
from prevenio.reviews.queries.whole import WholeReview, whole_review

_PACKED_ON = (1980, 1, 1, 0, 0, 0)


def make_extracts(batch_id: int) -> None:
    """Make what is still missing of a batch, then its ZIP; done twice, it makes nothing twice.

    A worker that was killed leaves one extract taken: it is made again once patience has run out.
    """
    batch = Batch.objects.get(pk=batch_id)
    period = periods_with_review().get(pk=batch.period_id)
    whole = whole_review(period)
    while item := take_next(batch_id=batch_id, at=timezone.now()):
        file = _keep(_file_of(item), _extract(item, period, whole))
        if not finish_item(item=item, file=file, at=timezone.now()):
            break
    batch.refresh_from_db()
    items = list(batch.items.select_related("municipality", "body").order_by("position"))
    if batch.is_running and all(one.done_at for one in items):
        file = _keep(_zip_of(batch), _packed(items))
        finish_batch(batch_id=batch_id, file=file, at=timezone.now())
        batch.refresh_from_db()
    if not batch.is_running:
        _tidy(items)


def read_zip(batch: Batch) -> bytes:
    """The finished ZIP of a batch."""
    with default_storage.open(batch.file) as file:
        content: bytes = file.read()
        return content


def _extract(item: BatchItem, period: ReportingPeriod, whole: WholeReview) -> bytes:
    if item.municipality is not None:
        content = content_of_municipality(period, item.municipality, whole.content)
        return pdf_of(municipality_paper(content, whole.authority), at=content.as_of_moment)
    assert item.body is not None
    said = content_of_body(period, item.body)
    return pdf_of(body_paper(said, whole.authority), at=said.as_of_moment)


def _packed(items: list[BatchItem]) -> bytes:
    """The extracts in their order; the same extracts give the same bytes."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for item in items:
            entry = zipfile.ZipInfo(_name_in_zip(item), date_time=_PACKED_ON)
            entry.create_system = 0
            with default_storage.open(item.file) as file:
                archive.writestr(entry, file.read())
    return packed.getvalue()


def _name_in_zip(item: BatchItem) -> str:
    name = item.municipality.name if item.municipality else str(item.body)
    return f"{item.position:03}-{slugify(fold(name)) or 'extract'}.pdf"


def _file_of(item: BatchItem) -> str:
    return f"reviews/batches/{item.batch_id}/{item.position}.pdf"


def _zip_of(batch: Batch) -> str:
    return f"reviews/batches/{batch.pk}/extracts.zip"


def _keep(name: str, content: bytes) -> str:
    """Put a file in its place, and say where; what a killed worker left there goes."""
    if default_storage.exists(name):
        default_storage.delete(name)
    kept: str = default_storage.save(name, ContentFile(content))
    return kept


def _tidy(items: list[BatchItem]) -> None:
    """The single files are in the ZIP, or nobody wants them any more."""
    for item in items:
        default_storage.delete(item.file or _file_of(item))
