"""From a field as it was read to the columns that are judged and the one that raw keeps, as SQL.

Belongs here: whether the file holds the field, and whether it is personal. Does not belong here: what remains of a
personal field (`sources.privacy`), and what any other text means (`sources.values`).
"""

from __future__ import annotations

from collections.abc import Collection

from sources.contract_model import Veld
from sources.contract_properties import Layout
from sources.privacy import pseudonym_column, treated_columns
from sources.values import plain_columns


def judged_columns_of(veld: Veld, gelezen: str, aanwezig: Collection[str], layout: Layout) -> dict[str, str]:
    """The columns that rules may name. `gelezen` is the relation that was read, with pseudonyms beside the values;
    `aanwezig` are the fields that it has, and one that it has not is null."""
    text, pseudonym = (
        f'{gelezen}."{name}"' if veld.naam in aanwezig else "CAST(NULL AS VARCHAR)"
        for name in (veld.naam, pseudonym_column(veld.naam))
    )
    if veld.persoonsgegeven:
        return treated_columns(veld, text, layout, pseudonym)
    return plain_columns(veld, text, layout)


def as_in_raw(veld: Veld, judged: str) -> str:
    """What raw keeps of a judged column: of a pseudonym, which is bytes while rows are judged (half of its digits, and
    nothing to be gained by compressing them), its 64 digits."""
    return f"lower(hex({judged}))" if veld.wordt_pseudoniem else judged
