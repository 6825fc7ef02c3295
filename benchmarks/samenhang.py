"""Fields whose sound value depends on another field of the row, in a way that only a rule in SQL says.

Belongs here: per table the SQL that replaces what `benchmarks.velden` made of a field, and whom a row speaks of. Does
not belong here: anything that a contract says of a field by itself.
"""

from __future__ import annotations

from datetime import date

from benchmarks.personen import GEBOREN_NA, KIND
from benchmarks.velden import day_text, drawn
from sources.contract_model import Contract, Tabel

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_WMO = f"geboren <= {GEBOREN_NA}"
_INSURED = {"garantverzorgd_1": "40 + i", "garantverzorgd_2": "900 + 3 * i", "garantverzorgd_3": "2000 - 5 * i"}


def dependent_values(contract: Contract, tabel: Tabel, peildatum: date) -> dict[str, str]:
    """Per field the SQL of its text, for those fields only."""
    match contract.bron, tabel.naam:
        case "gidso", "voorzieningen":
            codes = next(veld.codes for veld in tabel.velden if veld.naam == "productcategorie")
            wmo = drawn("categorie", [code for code in codes if code < "40"])
            youth = drawn("categorie", [code for code in codes if code >= "40"])
            forms = next(veld.codes for veld in tabel.velden if veld.naam == "hulpvorm")
            reasons = next(veld.codes for veld in tabel.velden if veld.naam == "reden_einde")
            return {
                "wet": f"CASE WHEN {_WMO} THEN 'WMO' ELSE 'JW' END",
                "productcategorie": f"CASE WHEN {_WMO} THEN {wmo} ELSE {youth} END",
                "hulpvorm": f"CASE WHEN NOT ({_WMO}) THEN {drawn('hulpvorm', forms)} END",
                "reden_einde": f"CASE WHEN eind IS NOT NULL THEN {drawn('reden', reasons)} END",
            }
        case "ssd", "inkomenstoeslagen":
            verdict = drawn("besluit", ("TOEGEKEND", "TOEGEKEND", "TOEGEKEND", "AFGEWEZEN", "BUITEN_BEHANDELING"))
            return {
                "besluit": f"CASE WHEN eind IS NOT NULL THEN {verdict} END",
                "bedrag": f"CASE WHEN eind IS NOT NULL AND {verdict} = 'TOEGEKEND' THEN '450,00' END",
            }
        case "leergeld", "kinderen":
            born = f"make_date({peildatum.year} - 5 - (hash(h, 'leeftijd') % 12)::INTEGER, 6, 1)"
            return {
                "kindnummer": "'L' || lpad(i::VARCHAR, 8, '0')",
                "geboortedatum": day_text(born, contract.layout),
                "jaar": f"'{peildatum.year}'",
                "eerste_verstrekking": day_text(
                    f"DATE '{peildatum}' - (hash(h, 'dag') % {peildatum.timetuple().tm_yday})::INTEGER", contract.layout
                ),
            }
        case "menzis", "garantverzorgd":
            total = " + ".join(_INSURED.values())
            months = ", ".join(f"'{month}'" for month in _MONTHS)
            return {
                "peilmaand": f"list_extract([{months}], 1 + i::INTEGER)",
                "totaal": f"({total})::VARCHAR",
                "garantverzorgd_overig": "NULL",
            } | {name: f"({number})::VARCHAR" for name, number in _INSURED.items()}
        case _:
            return {}


def row_count(contract: Contract, wanted: int) -> int:
    """How many rows a delivery of the feed has, where the contract says so: twelve months, whoever asks for more."""
    return 12 if contract.sleutel == "menzis/garantverzorgd" else wanted


def person_number(contract: Contract, row: str) -> str:
    """The SQL of the number of the person that a row speaks of: supervision is for children, SSD's payments are not."""
    if contract.sleutel == "gidso/maatregelen":
        return f"(4 * {row} + {KIND})"
    return f"({row} // {KIND} * 4 + {row} % {KIND})" if contract.bron == "ssd" else row
