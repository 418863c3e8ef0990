import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevenio.advice.models import PublicState, PublishedAnswer
from prevenio.advice.operations import publishing, resident
from prevenio.advice.operations.publishing import (
    BracketLeftOpen,
    NoConsent,
    Prepared,
    SecondLookMissing,
    StillStands,
)
from prevenio.advice.operations.steps import ChangedMeanwhile
from prevenio.advice.tests.factories import (
    MORNING,
    make_answered,
    make_published,
    make_question,
)
from prevenio.advice.wording import as_html
from prevenio.journal.models import Entry
from prevenio.journal.queries import verify_chain
from prevenio.kernel.errors import WrongState
from prevenio.kernel.redacting import BLOCK, redacted, still_stands
from prevenio.kernel.written import TooLong
from prevenio.people.models import Authority, User

GOOD = Prepared("Kdo mi volal?", "Volal [[Ondřej Novotný]].", "Zavěste.")


def prepare(authority: Authority, by: User, prepared: Prepared = GOOD) -> PublishedAnswer:
    question = make_answered(authority, by)
    return publishing.prepare(
        question=question, seen=question.revision, prepared=prepared, by=by, at=MORNING
    )


def test_two_people_publish_and_the_fact_tells_subscribers(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    question = make_published(authority, coordinator, head_of_bureau)

    shown = PublishedAnswer.objects.get()
    assert shown.state == PublicState.PUBLISHED
    assert BLOCK in shown.question_text
    entry = Entry.objects.get(fact="advice.answer.published")
    details = entry.details
    assert details["title"] == shown.title
    assert str(details["address"]).endswith(f"/advice/answers/{shown.key}/")
    assert (details["municipality"], details["area"]) == (question.municipality_id, None)


def test_what_was_blacked_out_is_stored_nowhere_in_the_public_row(
    authority: Authority, coordinator: User
) -> None:
    shown = prepare(authority, coordinator)

    row = str(PublishedAnswer.objects.values().get(pk=shown.pk)).lower()
    assert "novotn" not in row
    assert "ondřej" not in row
    assert "ondrej" not in row


def test_nobody_publishes_what_they_prepared(authority: Authority, coordinator: User) -> None:
    shown = prepare(authority, coordinator)

    with pytest.raises(SecondLookMissing):
        publishing.publish(shown=shown, by=coordinator, at=MORNING)


def test_a_look_at_an_older_wording_publishes_nothing(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    old = prepare(authority, coordinator)
    question = old.question
    publishing.prepare(
        question=question,
        seen=question.revision,
        prepared=Prepared("Jiný titul", "Jiná slova", "Zavěste."),
        by=coordinator,
        at=MORNING.replace(hour=10),
    )

    with pytest.raises(ChangedMeanwhile):
        publishing.publish(shown=old, by=head_of_bureau, at=MORNING)


@pytest.mark.parametrize(
    ("prepared", "refusal"),
    [
        (Prepared("Volal Novotný", "Volal [[Ondřej Novotný]].", "Ano."), StillStands),
        (Prepared("Kdo?", "Volal [[Ondřej Novotný]].", "Pan NOVOTNÝ lhal."), StillStands),
        (Prepared("Kdo?", "[[Eva]] volala. Eva se bála.", "Ano."), StillStands),
        (Prepared("Kdo?", "Volal [[Ondřej.", "Ano."), BracketLeftOpen),
        (Prepared("x" * 151, "Volal.", "Ano."), TooLong),
    ],
)
def test_what_could_still_be_read_is_refused(
    authority: Authority, coordinator: User, prepared: Prepared, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        prepare(authority, coordinator, prepared)

    assert not PublishedAnswer.objects.exists()


def test_without_consent_or_answer_nothing_is_prepared(
    authority: Authority, coordinator: User
) -> None:
    silent = make_answered(authority, coordinator, consent=False)
    waiting = make_question(authority)
    for question, refusal in ((silent, NoConsent), (waiting, WrongState)):
        with pytest.raises(refusal):
            publishing.prepare(
                question=question,
                seen=question.revision,
                prepared=GOOD,
                by=coordinator,
                at=MORNING,
            )


def test_ending_the_consent_takes_it_off_at_once(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    question = make_published(authority, coordinator, head_of_bureau)

    resident.change_consent(question=question, allowed=False, at=MORNING)

    assert PublishedAnswer.objects.get().state == PublicState.TAKEN_OFF
    resident.change_consent(question=question, allowed=True, at=MORNING)
    assert PublishedAnswer.objects.get().state == PublicState.TAKEN_OFF


def test_withdrawing_erases_the_words_everywhere_and_the_chain_still_proves(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    question = make_published(authority, coordinator, head_of_bureau, email="eva@example.org")

    question = resident.withdraw(question=question, at=MORNING)

    assert set(question.texts.values_list("text", flat=True)) == {""}
    assert question.email == ""
    shown = PublishedAnswer.objects.get()
    assert (shown.title, shown.question_text, shown.answer_text, shown.search_text) == ("",) * 4
    assert "Volal" not in str(list(Entry.objects.values_list("payload", flat=True)))
    assert verify_chain(authority.pk).fault is None


def test_taking_off_and_publishing_again(
    authority: Authority, coordinator: User, head_of_bureau: User
) -> None:
    question = make_published(authority, coordinator, head_of_bureau)
    publishing.unpublish(shown=question.published, by=coordinator, at=MORNING)
    question.refresh_from_db()

    shown = publishing.prepare(
        question=question, seen=question.revision, prepared=GOOD, by=coordinator, at=MORNING
    )
    publishing.publish(shown=shown, by=head_of_bureau, at=MORNING)

    assert PublishedAnswer.objects.get().state == PublicState.PUBLISHED


words = st.text(alphabet="abcdefghćžł ", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=60)
@given(before=words, secret=words, after=words)
def test_blacked_out_words_are_not_in_the_text_or_are_named(
    before: str, secret: str, after: str
) -> None:
    public = redacted(f"{before} [[{secret}]] {after}")

    assert BLOCK in public.text
    if not still_stands(public.passages, public.text):
        assert f" {secret.strip()} " not in f" {public.text} "


@settings(max_examples=60)
@given(st.text(max_size=200))
def test_nothing_typed_becomes_markup(text: str) -> None:
    html = as_html(text)

    for tag in ("<script", "<img", "<svg", "onerror", "javascript:"):
        assert tag not in html.lower() or f"&lt;{tag[1:]}" in html.lower() or tag[0] != "<"


def test_answers_are_drawn_with_lists_bold_words_and_links() -> None:
    html = as_html("**Ano.** Volejte\n- 158\n- <b>ne</b>\n\nhttps://example.org/a?b=1&c=2 █")

    assert "<strong>Ano.</strong>" in html
    assert "<ul><li>158</li><li>&lt;b&gt;ne&lt;/b&gt;</li></ul>" in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
    assert 'class="redacted"' in html
