"""What a category may say: its numbers from least to most, and the icons that are offered."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from prevenio.reports.blurring import WIDTHS

# The longest time that a contact may be kept is two years, words and photos ten.
LIMITS: Mapping[str, tuple[int, int]] = {
    "position": (0, 9_999),
    "blur_metres": (WIDTHS[0], WIDTHS[-1]),
    "delay_hours": (0, 720),
    "read_days": (1, 60),
    "verify_days": (1, 120),
    "act_days": (1, 365),
    "contact_days": (1, 730),
    "text_days": (1, 3_650),
}
# Each step follows the one before it.
STEPS = ("read_days", "verify_days", "act_days")
FIRST = 6
LONGEST_NAME = 80
LONGEST_HINT = 200
LONGEST_KMZB = 120
MOST_QUESTIONS = 6

ICONS: Mapping[str, object] = {
    "circle-alert": pgettext_lazy("icon", "warning"),
    "axe": pgettext_lazy("icon", "axe"),
    "bike": pgettext_lazy("icon", "bicycle"),
    "building-2": pgettext_lazy("icon", "building"),
    "bus": pgettext_lazy("icon", "bus"),
    "car": pgettext_lazy("icon", "car"),
    "car-front": pgettext_lazy("icon", "car from the front"),
    "construction": pgettext_lazy("icon", "road works"),
    "dog": pgettext_lazy("icon", "dog"),
    "droplets": pgettext_lazy("icon", "drops of water"),
    "flame": pgettext_lazy("icon", "flame"),
    "footprints": pgettext_lazy("icon", "footprints"),
    "gauge": pgettext_lazy("icon", "speedometer"),
    "hand-coins": pgettext_lazy("icon", "hand with coins"),
    "house-heart": pgettext_lazy("icon", "house with a heart"),
    "leaf": pgettext_lazy("icon", "leaf"),
    "life-buoy": pgettext_lazy("icon", "life-ring"),
    "lightbulb-off": pgettext_lazy("icon", "lamp that is off"),
    "moon": pgettext_lazy("icon", "moon"),
    "octagon-alert": pgettext_lazy("icon", "stop"),
    "party-popper": pgettext_lazy("icon", "party"),
    "paw-print": pgettext_lazy("icon", "paw"),
    "pill": pgettext_lazy("icon", "pill"),
    "circle-question-mark": pgettext_lazy("icon", "question mark"),
    "rabbit": pgettext_lazy("icon", "rabbit"),
    "school": pgettext_lazy("icon", "school"),
    "shield-alert": pgettext_lazy("icon", "shield"),
    "signpost": pgettext_lazy("icon", "signpost"),
    "snowflake": pgettext_lazy("icon", "snowflake"),
    "volume-2": pgettext_lazy("icon", "loudspeaker"),
    "spray-can": pgettext_lazy("icon", "spray can"),
    "squirrel": pgettext_lazy("icon", "squirrel"),
    "syringe": pgettext_lazy("icon", "syringe"),
    "timer": pgettext_lazy("icon", "stopwatch"),
    "traffic-cone": pgettext_lazy("icon", "traffic cone"),
    "train-front": pgettext_lazy("icon", "train"),
    "train-track": pgettext_lazy("icon", "railway track"),
    "trash-2": pgettext_lazy("icon", "dustbin"),
    "trees": pgettext_lazy("icon", "trees"),
    "triangle-alert": pgettext_lazy("icon", "danger"),
    "users": pgettext_lazy("icon", "people"),
    "waves": pgettext_lazy("icon", "waves"),
    "waves-ladder": pgettext_lazy("icon", "ladder into water"),
    "wine": pgettext_lazy("icon", "glass of wine"),
}
