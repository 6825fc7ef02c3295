"""Small numbers: which figures readers may see.

Belongs here: deciding it, per figure, and the sentence that stands in the place of a hidden one. Does not belong here:
drawing it (`reporting.tabel`, `reporting.rapport`) and thresholds of indicators (dim_indicator, in dbt).
"""

from reporting.onderdrukking.lezen import lees_onderdrukking
from reporting.onderdrukking.onderdrukking import Onderdrukking
from reporting.onderdrukking.oordeel import Getoond

__all__ = ["Getoond", "Onderdrukking", "lees_onderdrukking"]
