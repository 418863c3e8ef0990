"""Who is let in to which pages of the indicators, and how these find their rows."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from prevenio.indicators import access
from prevenio.indicators.models import Indicator, IndicatorValue, SeriesBreak, StatisticsUpload
from prevenio.kernel.errors import NotAllowed
from prevenio.people.doors import DeskRequest

WAYS = ["GET", "HEAD", "POST"]


def today() -> date:
    """The authority's day: its time zone is set for the whole request."""
    return timezone.localdate()


def seen(request: DeskRequest) -> QuerySet[Indicator]:
    return access.visible_to(request.memberships, request.authority)


def indicator_of(request: DeskRequest, indicator_id: int) -> Indicator:
    """An indicator that the person may see. Raises Http404."""
    return get_object_or_404(seen(request).select_related("authority", "owner"), pk=indicator_id)


def recorded_by(request: DeskRequest, indicator: Indicator) -> None:
    """Let in who may record its values. Raises NotAllowed."""
    if not access.may_record(request.memberships, indicator):
        raise NotAllowed


def value_of(request: DeskRequest, value_id: int) -> IndicatorValue:
    """A value that the person may see. Raises Http404."""
    values = IndicatorValue.objects.filter(indicator__in=seen(request))
    value: IndicatorValue = get_object_or_404(
        values.select_related("indicator__authority"), pk=value_id
    )
    return value


def break_of(request: DeskRequest, break_id: int) -> SeriesBreak:
    """A break that the person may see. Raises Http404."""
    breaks = SeriesBreak.objects.filter(indicator__in=seen(request))
    return get_object_or_404(breaks.select_related("indicator"), pk=break_id)


def upload_of(request: DeskRequest, upload_id: int) -> StatisticsUpload:
    """An uploaded file of the authority. Raises Http404."""
    uploads = StatisticsUpload.objects.filter(authority=request.authority)
    return get_object_or_404(uploads.select_related("authority"), pk=upload_id)
