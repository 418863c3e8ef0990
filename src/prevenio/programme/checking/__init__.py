"""The check of a programme: small rules that look for faults and propose how to mend them.

Importing `rules` registers every rule of the product.
"""

from prevenio.programme.checking import rules
from prevenio.programme.checking.faults import Fault
from prevenio.programme.checking.registry import RULES, Rule, register, rule
from prevenio.programme.checking.running import check, told
from prevenio.programme.checking.sentences import Sentence

__all__ = ["RULES", "Fault", "Rule", "Sentence", "check", "register", "rule", "rules", "told"]
