"""What is being written: a page that is no page yet, its picture and file, the media log."""

from prevenio.editorial.models import Article, Channel, Gallery, Mention, News, Publication
from prevenio.editorial.sizes import SIZES
from prevenio.editorial.tests.factories import make_file, make_item, make_picture
from prevenio.people.models import Authority, User
from prevenio.people.tests.factories import NOON
from tests.marked import SECRET


def fill_editorial(authority: Authority, coordinator: User) -> None:
    """Nothing is published, so nothing of it is anywhere."""
    picture = make_picture(authority, title=SECRET)
    picture.get_rendition(SIZES["card"])
    file = make_file(authority, title=SECRET, name="ulotka.pdf", content=b"%PDF-" + SECRET.encode())
    for model in (News, Article, Gallery):
        make_item(
            authority,
            title=SECRET,
            intro=SECRET,
            # The address says nothing: pages that answer 404 may repeat it.
            slug="page",
            model=model,
            live=False,
            picture=picture,
            body=[("text", f"<p>{SECRET}</p>")],
        )
    make_item(authority, title=SECRET, intro=SECRET, model=Publication, live=False, file=file)
    Mention.objects.create(
        authority=authority,
        kind="PRESS",
        title=SECRET,
        outlet=SECRET,
        day=NOON.date(),
        recorded_by=coordinator,
        recorded_at=NOON,
        search_text=SECRET.lower(),
    )
    Channel.objects.create(authority=authority, kind="WEB", name=SECRET, note=SECRET)
