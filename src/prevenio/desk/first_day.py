"""The set-up list of a new authority, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy

from prevenio.desk.queries import State, Step


@dataclass(frozen=True, slots=True)
class Words:
    """How one step is called, what it is for, and where it is done.

    `duty` says it with the verb first, for the list of what waits once the programme is public.
    """

    title: object
    duty: object
    note: object
    button: object
    place: str
    waits_for: Step | None = None


WORDS: Mapping[Step, Words] = {
    Step.ACCOUNT: Words(
        gettext_lazy("Account and second step of signing in"),
        gettext_lazy("Set up your second step of signing in"),
        gettext_lazy("A key or a code besides the password, for you first."),
        gettext_lazy("Set up the second step"),
        "mfa_index",
    ),
    Step.LOOK: Words(
        gettext_lazy("Name, colour and languages"),
        gettext_lazy("Set the name, colour and languages"),
        gettext_lazy("The colour is measured, so that everybody can read the pages."),
        gettext_lazy("Choose them"),
        "people:authority",
    ),
    Step.PROGRAMME: Words(
        gettext_lazy("Load the programme"),
        gettext_lazy("Load the programme"),
        gettext_lazy(
            "The resolution in PDF, DOCX or as text. Areas, actions and bodies are read from it, "
            "and you check them."
        ),
        gettext_lazy("Choose a file"),
        "programme:import",
    ),
    Step.BODIES: Words(
        gettext_lazy("Confirm the bodies"),
        gettext_lazy("Confirm the bodies"),
        gettext_lazy(
            "The list comes from the programme. No accounts needed: an address is enough."
        ),
        gettext_lazy("Look through the list"),
        "people:bodies",
        waits_for=Step.PROGRAMME,
    ),
    Step.MAIL: Words(
        gettext_lazy("Outgoing mail"),
        gettext_lazy("Try outgoing mail"),
        gettext_lazy("Without it nobody can be invited or asked for a return."),
        gettext_lazy("Send a test letter"),
        "desk:notices:notices",
    ),
    Step.PUBLICATION: Words(
        gettext_lazy("Check and publish"),
        gettext_lazy("Check and publish"),
        gettext_lazy("You see the pages as residents will see them."),
        gettext_lazy("Open the programme"),
        "programme:overview",
        waits_for=Step.PROGRAMME,
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the set-up list."""

    number: int
    words: Words
    address: str
    is_done: bool
    is_next: bool
    waits_for: int | None
    """The number of the step that must come first, while it is not done."""


def rows_of(state: State) -> Sequence[Row]:
    """The set-up list: done, next and waiting steps."""
    numbers = {step: number for number, step in enumerate(Step, start=1)}
    return [_row(step, numbers, state) for step in Step]


def _row(step: Step, numbers: Mapping[Step, int], state: State) -> Row:
    words = WORDS[step]
    first = words.waits_for
    return Row(
        number=numbers[step],
        words=words,
        address=reverse(words.place),
        is_done=step in state.done,
        is_next=step == state.next_step,
        waits_for=numbers[first] if first is not None and first not in state.done else None,
    )
