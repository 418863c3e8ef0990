"""A first installation makes its tables in another order than Django would, and the same ones."""

from django.db import models
from django.db.migrations import AddField, CreateModel
from django.db.migrations.state import ProjectState

from prevenio.config.management.commands.migrate import MadeTogether, together


def made(name: str) -> CreateModel:
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True))])


def test_new_tables_in_a_row_are_made_together() -> None:
    first, second, last = made("First"), made("Second"), made("Last")
    between = AddField("Second", "first", models.ForeignKey("First", models.CASCADE))

    steps = list(together([first, second, between, last]))

    assert [type(step) for step in steps] == [MadeTogether, AddField, MadeTogether]


def test_state_after_them_is_the_same_and_is_modelled_once() -> None:
    steps = [made("First"), made("Second")]
    one_by_one, at_once = ProjectState(), ProjectState()
    assert len(at_once.apps.get_models()) == 0

    for step in steps:
        step.state_forwards("web", one_by_one)
    MadeTogether(steps).state_forwards("web", at_once)

    assert at_once == one_by_one
    assert "apps" not in vars(at_once)
    assert len(at_once.apps.get_models()) == 2
