"""Tables of the region: accession, meetings and tasks of groups, milestones, projects."""

from prevenio.region.models.accession import (
    OF_MUNICIPALITIES,
    OF_PARTNERS,
    AccessionStep,
    Counted,
    Declaration,
    DeclarationParty,
    ReadinessItem,
    ReadinessMark,
    Standing,
    StatedCount,
    Wave,
)
from prevenio.region.models.documents import (
    DocumentKind,
    Equipment,
    EquipmentState,
    GoverningDocument,
    NetworkMembership,
)
from prevenio.region.models.gates import (
    GateKind,
    GateOutcome,
    GateStep,
    Priority,
    PriorityState,
)
from prevenio.region.models.meetings import (
    GroupTask,
    Meeting,
    MeetingRhythm,
    MeetingState,
    Minded,
    TaskState,
)
from prevenio.region.models.messages import Message
from prevenio.region.models.milestones import MilestoneMove, RegionMilestone
from prevenio.region.models.practices import (
    Evidence,
    Practice,
    PracticeFile,
    PracticeReuse,
    PracticeState,
    PracticeTopic,
)
from prevenio.region.models.projects import (
    Phase,
    Project,
    TeamMember,
    TeamRole,
    UmbrellaMove,
)
from prevenio.region.models.reaching import Channel, Lecturer, LecturerSession, Reach
from prevenio.region.models.yearly import OPEN_STATES, ProjectYear, YearState

__all__ = [
    "OF_MUNICIPALITIES",
    "OF_PARTNERS",
    "OPEN_STATES",
    "AccessionStep",
    "Channel",
    "Counted",
    "Declaration",
    "DeclarationParty",
    "DocumentKind",
    "Equipment",
    "EquipmentState",
    "Evidence",
    "GateKind",
    "GateOutcome",
    "GateStep",
    "GoverningDocument",
    "GroupTask",
    "Lecturer",
    "LecturerSession",
    "Meeting",
    "MeetingRhythm",
    "MeetingState",
    "Message",
    "MilestoneMove",
    "Minded",
    "NetworkMembership",
    "Phase",
    "Practice",
    "PracticeFile",
    "PracticeReuse",
    "PracticeState",
    "PracticeTopic",
    "Priority",
    "PriorityState",
    "Project",
    "ProjectYear",
    "Reach",
    "ReadinessItem",
    "ReadinessMark",
    "RegionMilestone",
    "Standing",
    "StatedCount",
    "TaskState",
    "TeamMember",
    "TeamRole",
    "UmbrellaMove",
    "Wave",
    "YearState",
]
