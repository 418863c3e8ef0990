import re
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import timezone, translation

from prevenio.web.shapes import OFF_SHAPES, SHAPES, STATES
from prevenio.web.strips import Part, segments
from prevenio.web.tests.sample_forms import EveryField
from prevenio.web.tests.sample_views import PARTS

N = "\u00a0"


def drawn(source: str, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return Template("{% load parts %}" + source).render(Context(context))


def test_icon_is_drawn_into_the_page_and_hidden_from_screen_readers() -> None:
    html = drawn('{% icon "search" %}')

    assert html.startswith('<svg class="icon"')
    assert 'aria-hidden="true"' in html
    assert 'stroke-width="1.75"' in html
    assert html.count("<svg") == 1
    assert "<!--" not in html


@pytest.mark.parametrize("name", ["no-such-icon", "../package", ""])
def test_unknown_icon_fails_loudly(name: str) -> None:
    with pytest.raises((TemplateSyntaxError, SuspiciousFileOperation)):
        drawn("{% icon name %}", name=name)


@pytest.mark.parametrize("state", STATES)
def test_state_has_its_shape_and_its_word(state: str) -> None:
    html = drawn("{% status state label %}", state=state, label="<done>")

    assert f"tag--{state}" in html
    assert "&lt;done&gt;" in html
    assert SHAPES["not_started" if state == "off" else state] in html


@pytest.mark.parametrize("name", OFF_SHAPES)
def test_off_says_why_nothing_is_expected(name: str) -> None:
    assert SHAPES[name] in drawn("{% status 'off' 'later' name %}", name=name)


@pytest.mark.parametrize("source", ["{% status 'red' 'x' %}", "{% status 'off' 'x' 'ok' %}"])
def test_unknown_state_fails_loudly(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        drawn(source)


@pytest.mark.parametrize("is_small", [True, False])
def test_strip_fills_its_width_in_the_shares_of_its_parts(is_small: bool) -> None:
    placed = segments([*PARTS, Part("late", 0, "")], is_small=is_small)

    assert len(placed) == 4
    assert placed[0].start == 0
    assert placed[-1].start + placed[-1].width == pytest.approx(100, abs=0.01)
    assert placed[0].width / placed[1].width == pytest.approx(71 / 22, abs=0.01)
    for earlier, later in pairwise(placed):
        assert later.start > earlier.start + earlier.width


def test_strip_of_nothing_is_empty() -> None:
    assert segments([]) == []
    assert "<rect" not in drawn("{% strip parts %}", parts=[])


def test_part_of_an_unknown_kind_is_no_part() -> None:
    with pytest.raises(ValueError, match="red"):
        Part("red", 1, "")


def test_strip_writes_its_numbers_for_machines_in_every_language() -> None:
    html = drawn("{% strip parts %}", "pl", parts=PARTS)

    assert re.search(r'width="\d+\.\d+%"', html)
    assert 'aria-hidden="true"' in html


def test_keys_of_a_strip_hold_words_and_numbers() -> None:
    html = drawn("{% strip_keys parts %}", parts=PARTS)

    assert "opóźnione <b>5</b>" in html


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"18{N}March 2021"),
        ("pl", f"18{N}marca 2021"),
        ("cs", f"18.{N}března 2021"),
    ],
)
def test_day_is_written_out_in_the_language(language: str, text: str) -> None:
    assert drawn("{{ d|day }}", language, d=date(2021, 3, 18)) == text


def test_moment_is_told_in_the_time_of_the_place() -> None:
    with timezone.override("Europe/Warsaw"):
        told = drawn("{{ m|moment }}", "pl", m=datetime(2021, 3, 17, 23, 5, tzinfo=UTC))

    assert told == f"18{N}marca 2021, 0:05"


def test_missing_day_is_empty() -> None:
    assert drawn("{{ d|day }}{{ d|moment }}", d=None) == ""


@pytest.mark.parametrize(
    ("language", "amount", "currency", "text"),
    [
        ("pl", Decimal("8765.43"), "PLN", f"8{N}765,43{N}zł"),
        ("pl", Decimal("18765.43"), "PLN", f"18{N}765,43{N}zł"),
        ("cs", Decimal(480000), "CZK", f"480{N}000{N}Kč"),
        ("en", Decimal(480000), "CZK", "CZK480,000"),
    ],
)
def test_money_is_written_as_the_language_does(
    language: str, amount: Decimal, currency: str, text: str
) -> None:
    assert drawn("{{ a|money:c }}", language, a=amount, c=currency).replace("\u202f", N) == text


def test_short_words_are_bound_and_text_stays_escaped() -> None:
    assert drawn("{{ t|nbsp }}", t="<b> i w") == f"&lt;b&gt; i{N}w"
    assert drawn("{{ t|safe|nbsp }}", t="<b>i w</b>") == f"<b>i{N}w</b>"


def test_pages_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/", {"q": "ł", "page": "2"})
    page = Paginator(range(30), 10).page(2)
    source = Template("{% load parts %}{% pagination page %}")
    html = source.render(RequestContext(request, {"page": page}))

    assert "?q=%C5%82&amp;page=3" in html
    assert html.count('aria-current="page"') == 1
    alone = RequestContext(request, {"page": Paginator([1], 5).page(1)})
    assert source.render(alone).strip() == ""


@pytest.mark.parametrize(
    ("languages", "shown"), [(["cs", "en"], "cs en "), (["xx"], "pl cs en "), (None, "pl cs en ")]
)
def test_pages_speak_the_languages_that_the_authority_has_and_the_house_knows(
    languages: list[str] | None, shown: str
) -> None:
    owner = SimpleNamespace(languages=languages) if languages else None
    source = "{% for code in owner|page_languages %}{{ code }} {% endfor %}"

    assert drawn(source, owner=owner) == shown


def test_link_to_a_missing_address_is_left_out() -> None:
    assert drawn("{% link_item 'no:such' %}x{% endlink_item %}") == ""


def test_every_error_stands_at_its_field_and_in_the_summary() -> None:
    form = EveryField({"day": "tomorrow", "area": "9"})
    summary = drawn("{% error_summary form %}", form=form)
    fields = drawn("{{ form }}", form=form)

    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in fields
    assert 'href="#id_kind_0">Rodzaj: ' in summary
    assert 'aria-describedby="id_day_helptext id_day_error"' in fields
    assert fields.count("govuk-form-group--error") == len(form.errors)


def test_right_form_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=EveryField()) == ""


def test_every_control_has_its_label() -> None:
    html = drawn("{{ form }}", form=EveryField())
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', html))
    controls = re.findall(r"<(?:input|select|textarea)[^>]* id=\"([^\"]+)\"", html)

    assert set(controls) <= labelled
    assert "required" not in html
    assert 'class="govuk-radios__input"' in html


def test_label_of_a_free_field_says_so() -> None:
    assert "Opis (nieobowiązkowe)" in drawn("{% field f.text %}", "pl", f=EveryField())
    assert "Nazwa (" not in drawn("{% field f.name %}", "pl", f=EveryField())


@pytest.mark.parametrize(
    "typed", ["18.3.2021", "18. 3. 2021", "18.03.2021", "18/3/2021", "2021-03-18", " 18.3.2021 "]
)
def test_day_is_read_as_people_write_it(typed: str) -> None:
    assert EveryField.base_fields["day"].clean(typed) == date(2021, 3, 18)
