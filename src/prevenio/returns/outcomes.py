"""How the state of an action is drawn: as one of the states of the house, with its shape."""

from collections.abc import Mapping

from prevenio.returns.models import Outcome

# The state, and for what is not expected the shape that says why.
DRAWN: Mapping[str, tuple[str, str]] = {
    Outcome.UNSAID: ("off", "not_started"),
    Outcome.DONE: ("ok", ""),
    Outcome.IN_COURSE: ("go", ""),
    Outcome.NOT_STARTED: ("off", "not_started"),
    Outcome.NOT_TRIGGERED: ("off", "season"),
    Outcome.NOT_DUE: ("off", "season"),
    Outcome.ABANDONED: ("off", "abandoned"),
}
