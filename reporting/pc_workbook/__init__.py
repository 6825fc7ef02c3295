"""The workbook of the budget cycle: tables to be taken along into the tool for documents.

Belongs here: its front sheets, its charts and its file. Does not belong here: which tables are in it
(`reporting.rapport.pc_tabellen`), and how a table stands on a sheet (`reporting.tabel.xlsx`).
"""

from reporting.pc_workbook.blad import Blad
from reporting.pc_workbook.werkboek import schrijf_werkboek

__all__ = ["Blad", "schrijf_werkboek"]
