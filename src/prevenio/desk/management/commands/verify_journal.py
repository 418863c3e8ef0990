from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from prevenio.desk.journal.heads import heads_in, names_of_chains, wanted_chains
from prevenio.journal.queries import Proof, verify_chain
from prevenio.kernel.errors import Refused


class Command(BaseCommand):
    help = "Prove that the journal is whole, or name the first broken entry of each chain."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--authority", metavar="SLUG", help="the chain of one authority only")
        parser.add_argument(
            "--head",
            type=Path,
            metavar="FILE",
            help="what `prevenio export_journal_head` wrote earlier: shows a tail that was cut",
        )

    def handle(self, *, authority: str | None, head: Path | None, **options: Any) -> None:
        try:
            exported = heads_in(head) if head else {}
            chains = wanted_chains(authority, exported)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        names = names_of_chains()
        proofs = [verify_chain(chain, exported=exported.get(chain)) for chain in chains]
        for proof in proofs:
            name = names.get(proof.head.authority_id, f"authority {proof.head.authority_id}")
            self.stdout.write(f"{name}: {sentence(proof)}")
        if not all(proof.is_whole for proof in proofs):
            raise CommandError("The journal is not whole.")


def sentence(proof: Proof) -> str:
    """What was found out about one chain."""
    if proof.fault is not None:
        return f"broken at entry {proof.broken_at}. {proof.fault.label}"
    return f"proved, {proof.head.number} entries; head {proof.head.hash or 'none yet'}"
