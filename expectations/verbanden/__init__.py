"""Rules across feeds: what one register says and another contradicts.

Belongs here: the rules as data (a suite per YAML file in this folder), reading them (`reading`), the database in which
they look (`database`), and running them (`running`). Does not belong here: rules about one
delivery of one feed, which stand in its contract.
"""

from expectations.verbanden.model import Verband, VerbandFout
from expectations.verbanden.reading import load_verbanden

__all__ = ["Verband", "VerbandFout", "load_verbanden"]
