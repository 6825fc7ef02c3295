"""The table of personal fields in docs/privacy.md says what the contracts say."""

from sources.contract import load_contracts
from sources.contract_model import Tabel, Veld
from tests.docs.pages import page, table_rows


def test_the_table_of_personal_fields_equals_the_contracts():
    written = [row for row in table_rows(page("docs/privacy.md").prose) if len(row) == 6]
    tables = {(contract.bron, tabel.naam): tabel for contract in load_contracts() for tabel in contract.tabellen}
    assert written == [
        _row(bron, tabel, veld) for (bron, _), tabel in tables.items() for veld in tabel.velden if veld.persoonsgegeven
    ]


def _row(bron: str, tabel: Tabel, veld: Veld) -> list[str]:
    given = veld.persoonsgegeven
    assert given is not None
    return [_code(bron), _code(tabel.naam), veld.kop, str(given.behandeling), _code(given.wordt), _code(given.domein)]


def _code(text: str | None) -> str:
    return f"`{text}`" if text else "-"
