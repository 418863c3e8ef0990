"""Beside a page that is being written: locks, review, schedule, versions, other people."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

WORDS = (
    # Locks.
    _("No one can make changes while the %(model_name)s is locked"),
    _("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b> by <b>you</b>."),
    _("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b>."),
    _("Locked by you"),
    _("Locked by another user"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("Locked by schedule"),
    _("Currently locked and will go live on the scheduled date"),
    _("Locking: "),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Anyone can edit this %(model_name)s"),
    _("%(model_name)s '%(title)s' is now unlocked."),
    _("The %(model_name)s could not be saved as it is locked"),
    _("The page could not be saved as it is locked."),
    # Review by an editor.
    _("This %(model_name)s is currently awaiting moderation."),
    _(
        "This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> "
        "workflow."
    ),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Locked by workflow"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("Resubmitted '%(task)s'. Workflow resumed"),
    _(
        "This page was marked as needing changes at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    _("This page is currently at <strong>%(task)s</strong> in <strong>%(workflow)s</strong>."),
    _("In Moderation"),
    _("Status %(status)s"),
    _("%(action)s by <b>%(who)s</b> at <b>%(at)s</b>"),
    _("%(action)s at <b>%(at)s</b>"),
    _("%(action)s by <b>%(who)s</b>"),
    _("This %(model_name)s hasn't been submitted for moderation yet"),
    _("Cancelled by %(cancelled_by)s"),
    _("Changes requested %(finished_at)s"),
    _("Sent to %(task_name)s %(started_at)s"),
    _("%(status_display)s %(task_name)s %(started_at)s"),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("Workflow on %(model_name)s '%(object)s' has been restarted."),
    _("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    _("The %(model_name)s '%(title)s' is not currently awaiting moderation."),
    _(
        "The %(model_name)s '%(title)s' is not currently awaiting moderation in task "
        "'%(task_name)s'."
    ),
    _("Workflow: start"),
    # A table.
    _("Add row"),
    _("Add column"),
    _("Insert row"),
    _("Insert column"),
    _("Delete row"),
    _("Delete column"),
    _("Column heading"),
    _(
        "A heading that identifies the overall topic of the table, and is useful for screen "
        "reader users."
    ),
    # Going live and ending at a time.
    _("%(model_name)s scheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s scheduled for publishing"),
    _("%(model_name)s unscheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s unscheduled from publishing"),
    _("Expiry date/time must be in the future."),
    _("Scheduling…"),
    _("Schedule to publish"),
    _("Choose when this page should go live and/or expire"),
    _(
        'This publishing schedule will only take effect after you select the "Schedule to '
        'publish" option'
    ),
    _("Anyone with editing permissions can create schedules"),
    _("But only those with publishing permissions can make them effective."),
    _("Set publishing schedule"),
    _("Save schedule"),
    _("Expiry:"),
    _("Edit schedule"),
    _("Invalid schedule"),
    _("Go-live:"),
    _("Once scheduled:"),
    _("No publishing schedule set"),
    _("Set schedule"),
    _("%(model_name)s '%(object)s' has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' created and scheduled for publishing."),
    _("%(model_name)s '%(object)s' is live and this version has been scheduled for publishing."),
    _("%(model_name)s '%(object)s' updated and published."),
    _("%(model_name)s '%(object)s' created and published."),
    _("Version from %(timestamp)s of %(model_name)s '%(object)s' has been published."),
    _(
        "Version from %(timestamp)s of %(model_name)s '%(object)s' has been scheduled for "
        "publishing."
    ),
    # Versions, their times and what differs between them.
    _("Cannot overwrite a revision that is not the latest for this %(model_name)s."),
    _("Cannot overwrite a revision that was not created by the current user."),
    _("Copy for translation"),
    _("Copied for translation from %(title)s (%(locale)s)"),
    _("Copied for translation"),
    _("just now"),
    _("at %(time)s by %(user_display_name)s"),
    _("at %(time)s"),
    _("%(time)s by %(user_display_name)s"),
    _("%(time_period)s ago by %(user_display_name)s"),
    _("(blank)"),
    _("Saving will overwrite a newer version."),
    _(
        "You are viewing a previous version of this %(model_name)s from <b>%(created_at)s</b> by "
        "%(user)s"
    ),
    _("%(model_name)s '%(object)s' has been replaced with version from %(timestamp)s."),
    _("Compare"),
    _("Is commenting action"),
    # Other people in the same page, and saving by itself.
    _("Autosave is paused"),
    _("You saved a new version in another window"),
    _("System"),
    _("%(user_name)s saved a new version"),
    _("View latest version"),
    _("You have unsaved changes in another window"),
    _("%(user_name)s has unsaved changes"),
    _("Currently idle"),
    _("Currently viewing"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("Autosave is <span>paused</span>"),
    _("Save your changes before leaving"),
    # What it will look like.
    _("Preview in mobile size"),
    _("Preview in tablet size"),
    _("Preview in desktop size"),
    _(
        "Preview cannot display due to validation errors. <br /> Click save to highlight the "
        "relevant fields."
    ),
    _("Preview in new tab"),
    _("Loading"),
    _("Refreshing…"),
    _("Refresh"),
    _("Preview is out of date"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Preview mode"),
    _("Placeholder title"),
    # The panels at its side.
    _("Change privacy"),
    _("Visible to all. Visit the live page"),
    _("Visible to all"),
    _("Private. Visit the live page"),
    _("Minimap"),
    _("Side panel width"),
    _("Locale: "),
    _("Available in %(translations_total)s locales"),
    _("No other translations"),
    _("Switch locales"),
    _("Page visibility: "),
    _("Once live anyone can view"),
    _("Not visible to the public"),
    _("Choose who can view the live version of this page"),
    _("Status: "),
    _("View details"),
    _("To be created by %(user)s"),
    _("Toggle status"),
    _("Toggle checks"),
    _("Toggle preview"),
    # A form that is not accepted.
    _(
        "The slug '%(page_slug)s' is already in use within the parent page at "
        "'%(parent_url_path)s'."
    ),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _("There are validation errors, click save to highlight them."),
    _("Request to create %(model_name)s was blocked by hook."),
    _("The page could not be created due to validation errors."),
    _("Request to edit %(model_name)s was blocked by hook."),
    _("The page could not be saved due to validation errors."),
)
COUNTED = (
    # Versions, their times and what differs between them.
    ngettext_lazy("Moved down 1 place.", "Moved down %(counter)s places."),
    ngettext_lazy("Moved up 1 place.", "Moved up %(counter)s places."),
    # Other people in the same page, and saving by itself.
    ngettext_lazy(
        "One other user is currently viewing",
        "%(num_user)s other users are currently viewing",
    ),
)
