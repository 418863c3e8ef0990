"""What an operation says when it will not do as asked."""


class Refused(Exception):
    """An anticipated refusal, worded for the person who asked.

    Subclasses stand beside the operation that raises them and set `message`, a whole sentence,
    translated lazily by the room; `facts` fill its named placeholders.
    """

    message: object = ""

    def __init__(self, **facts: object) -> None:
        super().__init__(facts)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message) % self.facts if self.facts else str(self.message)


class NotAllowed(Refused):
    """The person may see the thing but may not do this to it."""

    message: object = "You are not allowed to do this."


class WrongState(Refused):
    """The thing has moved on since the page was opened."""

    message: object = "This has changed in the meantime. Open it again and look."
