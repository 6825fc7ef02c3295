"""The pages of the report about money.

Belongs here: functions from the published marts to tables, and which stand together on a page. Does not belong here:
how a page looks (`reporting.rapport`), and what a value looks like (`reporting.tabel`).
"""

from reporting.rapport.financien.paginas import Financienpagina, financiele_paginas, kosten_per_doel, lees_achtergrond

__all__ = ["Financienpagina", "financiele_paginas", "kosten_per_doel", "lees_achtergrond"]
