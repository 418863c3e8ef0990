"""A document written whole into a version, in bulk."""

from prevenio.programme.importing.document import (
    ProgrammeDocument,
)
from prevenio.programme.importing.fitting import fitted
from prevenio.programme.importing.unique_codes import with_unique_codes
from prevenio.programme.models import (
    ProgrammeVersion,
)
from prevenio.programme.operations.contents.areas import write_areas
from prevenio.programme.operations.contents.bodies import write_bodies
from prevenio.programme.operations.contents.initiatives import write_initiatives, write_projects
from prevenio.programme.operations.contents.lists import (
    write_abbreviations,
    write_amounts,
    write_chapters,
    write_milestones,
    write_statements,
    write_team,
)
from prevenio.programme.operations.contents.names import names_of


def write_contents(version: ProgrammeVersion, document: ProgrammeDocument) -> None:
    """Store every value of a document in an empty version in about thirty SQL statements."""
    document = with_unique_codes(fitted(document))
    authority = version.programme.authority
    names = names_of(document, authority)
    bodies = write_bodies(authority, document)
    write_chapters(version, document, names)
    write_statements(version, document, bodies)
    write_abbreviations(version, document)
    write_areas(version, document, bodies, names)
    write_initiatives(version, document, bodies, names)
    write_projects(version, document, names)
    write_milestones(version, document)
    write_amounts(version, document)
    write_team(version, document)
