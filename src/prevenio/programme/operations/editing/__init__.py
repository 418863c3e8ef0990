"""Changing the content of a draft, one thing at a time."""

from prevenio.programme.operations.editing.actions import (
    LeadMissing,
    add_action,
    merge_actions,
    move_action,
    remove_action,
    set_action_links,
    set_action_roles,
)
from prevenio.programme.operations.editing.initiatives import (
    add_initiative,
    remove_initiative,
    set_initiative_details,
    set_initiative_implementers,
)
from prevenio.programme.operations.editing.lists import (
    add_area,
    add_statement,
    remove_area,
    remove_statement,
)
from prevenio.programme.operations.editing.rows import NotADraft, change, draft_for_change

__all__ = [
    "LeadMissing",
    "NotADraft",
    "add_action",
    "add_area",
    "add_initiative",
    "add_statement",
    "change",
    "draft_for_change",
    "merge_actions",
    "move_action",
    "remove_action",
    "remove_area",
    "remove_initiative",
    "remove_statement",
    "set_action_links",
    "set_action_roles",
    "set_initiative_details",
    "set_initiative_implementers",
]
