"""Open data: the tables that anybody may have, with a Frictionless description.

Belongs here: which tables are open and in which form, their files, the descriptor, and a municipality's Iv3 delivery.
Does not belong here: which small numbers are hidden (`reporting.onderdrukking`), pages and their downloads.
"""

from reporting.opendata.iv3 import iv3_levering, write_iv3
from reporting.opendata.openen import beschrijf_parquet, open_data

__all__ = ["beschrijf_parquet", "iv3_levering", "open_data", "write_iv3"]
