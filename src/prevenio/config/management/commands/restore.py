from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prevenio.config.backup import restore
from prevenio.kernel.errors import Refused


class Command(BaseCommand):
    help = "Bring back everything that a backup holds. Stop `prevenio serve` first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--replace", action="store_true", help="lose what this installation holds now"
        )

    def handle(self, *, file: Path, replace: bool, **options: Any) -> None:
        try:
            done = restore(file, replace=replace)
        except (Refused, OSError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Restored the backup of {done.made_at}: {done.rows} rows and {done.files} uploaded "
            "files, read back and compared."
        )
        for proof in done.proofs:
            if not proof.is_whole:
                self.stderr.write(
                    f"The journal of authority {proof.head.authority_id} was broken already when "
                    f"it was backed up, at entry {proof.broken_at}."
                )
        whole = sum(proof.is_whole for proof in done.proofs)
        self.stdout.write(f"Journal: {whole} of {len(done.proofs)} chains proved.")
