"""What a rule across feeds says, as plain frozen values.

Belongs here: the vocabulary of a suite file. Does not belong here: reading it (`expectations.verbanden.reading`) or
running it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from sources.contract_document import ContractFout
from sources.contract_model import Ernst
from sources.contract_properties import Strict

OBJECT = "verband"
"""What the ledger calls the object of these rules: not a table of a delivery, but what lies between them."""

_READ = re.compile(r"\b(?:nu|per_jaar)\.([a-z0-9_]+__[a-z0-9_]+)\b")


class VerbandFout(ContractFout):
    """One or more faults in the rules across feeds; the message lists them all, each a sentence."""

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__(faults, "expectations/verbanden")


class Regel(Strict):
    """One rule as it stands in a suite file.

    `feeds` are the feeds that it is about, as `bron/feed`; it is shown at the first. `tabel` is the table of that first
    feed whose rows the query names, for a feed with more than one, and `over` a condition in SQL on the rows that the
    rule can say something of, where that is not all of them. A share of `toegestaan_aandeel` of these may contradict in
    a delivery before anybody is told: registers that different people keep never agree entirely.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    omschrijving: str = Field(min_length=40, pattern=r"\.$")
    ernst: Literal[Ernst.WAARSCHUWING]
    dimensie: Literal["accuracy", "completeness", "consistency", "timeliness", "uniqueness"]
    feeds: tuple[str, ...] = Field(min_length=1)
    tabel: str | None = None
    over: str | None = Field(None, min_length=3)
    toegestaan_aandeel: float = Field(0, ge=0, lt=1)
    sql: str

    @property
    def tables(self) -> set[str]:
        """The staging tables that the rule reads, as `<bron>__<tabel>`."""
        return set(_READ.findall(f"{self.sql} {self.over}"))


class Suite(Strict):
    """One file of rules; a suite runs as a whole."""

    omschrijving: str = Field(min_length=20)
    regels: tuple[Regel, ...] = Field(min_length=1)


class Verband(Regel):
    """A rule across feeds, with the suite that it belongs to and the table whose rows it names."""

    suite: str
    tabel: str

    @property
    def controle_id(self) -> str:
        """The check's name for ever."""
        return f"verband.{self.id}"

    @property
    def bron(self) -> str:
        return self.feeds[0].partition("/")[0]

    @property
    def feed(self) -> str:
        return self.feeds[0].partition("/")[2]

    @property
    def staging(self) -> str:
        """The table whose rows the query names, as bron and table: `ssd__uitkeringen`."""
        return f"{self.bron}__{self.tabel}"

    @property
    def tables(self) -> set[str]:
        return super().tables | {self.staging}
