"""Writing a document's whole content into a version, in bulk."""

from prevenio.programme.operations.contents.areas import action_roles
from prevenio.programme.operations.contents.bodies import write_bodies
from prevenio.programme.operations.contents.names import names_of
from prevenio.programme.operations.contents.whole import write_contents

__all__ = ["action_roles", "names_of", "write_bodies", "write_contents"]
