"""The budget lines of the small world: one municipality with an account and a newer budget, one with a multi-year budget."""

from tests.dbt_project.verhalen import ENSCHEDE, TWENTERAND
from tests.dbt_project.wereld import Rij, Wereld

BEGROTING_2024, REKENING_2024 = "enschede-begroting-2024", "enschede-jaarrekening-2024"
BEGROTING_2025, BEGROTING_2020 = "enschede-begroting-2025", "twenterand-begroting-2020"
DUIZEND = "x 1.000 euro"

Bedragen = dict[str, str]


def regels(document: str, jaar: int, fase: str, programma: str, bedragen: Bedragen, **waarvan: str) -> list[Rij]:
    """A line per soort: amounts as typed, of a programme or of its doel, product or taakveld."""
    eenheid = "euro" if document == BEGROTING_2020 else DUIZEND
    gemeenschappelijk = {"document": document, "jaar": str(jaar), "fase": fase, "programma": programma, **waarvan}
    return [
        gemeenschappelijk | {"soort": soort, "bedrag": bedrag, "eenheid": eenheid} for soort, bedrag in bedragen.items()
    ]


def jaarrekening(w: Wereld) -> None:
    """Enschede: the budget of 2024 looks a year ahead; the account has all phases, its products and some taakvelden, and
    rounds its total; of the budget of 2025 only the goals are known."""

    def bedragen(jaar: int, fase: str, document: str, bedrag: Bedragen, **waarvan: str) -> list[Rij]:
        return regels(document, jaar, fase, "Vitaal & Sociaal", bedrag, **waarvan)

    w.levering(
        "pc.begrotingsregels", ENSCHEDE, "2023-10-01", "2023-10-11T10:00:00",
        [
            *bedragen(2024, "primair", BEGROTING_2024, {"lasten": "499.000", "baten": "150.000"}),
            *bedragen(2025, "raming", BEGROTING_2024, {"lasten": "505.000", "baten": "151.000"}),
        ],
    )  # fmt: skip

    def rekening(fase: str, bedrag: Bedragen, **waarvan: str) -> list[Rij]:
        return bedragen(2024, fase, REKENING_2024, bedrag, **waarvan)

    w.levering(
        "pc.begrotingsregels", ENSCHEDE, "2024-12-31", "2025-02-05T10:00:00",
        [
            *rekening("Primair", {"lasten": "500.000", "baten": "150.000", "storting": "2.000"}),
            *rekening(
                "na wijziging",
                {"lasten": "510.000", "baten": "174.000", "storting": "5.000", "onttrekking": "17.000"},
            ),
            *rekening(
                "realisatie",
                {"lasten": "517.499", "baten": "176.899", "storting": "5.500", "onttrekking": "17.250"},
            ),
            *rekening("realisatie", {"lasten": "100.000,00"}, doel="02"),
            *rekening("realisatie", {"lasten": "417.500,00"}, doel="03"),
            *rekening("na wijziging", {"lasten": "410.000", "baten": "100.000"}, product="Jeugdhulp"),
            *rekening("realisatie", {"lasten": "417.500", "baten": "105.000"}, product="Jeugdhulp"),
            *rekening("realisatie", {"lasten": "400.000"}, product="Jeugdhulp", taakveld="6,72A"),
            *rekening("realisatie", {"lasten": "17.500"}, product="Jeugdhulp", taakveld="6.73a"),
            *rekening(
                "na wijziging",
                {"lasten": "100.000", "baten": "70.500", "storting": "5.000", "onttrekking": "17.000"},
                product="Sport & Gezondheid",
            ),
            *rekening(
                "realisatie",
                {"lasten": "100.000", "baten": "71.899", "storting": "5.500", "onttrekking": "17.250"},
                product="sport_gezondheid",
            ),
            *rekening("na wijziging", {"baten": "3.500"}, product="Stelpost onderuitputting Vitaal & Sociaal"),
        ],
    )  # fmt: skip
    w.levering(
        "pc.begrotingsregels", ENSCHEDE, "2025-01-31", "2025-02-06T10:00:00",
        bedragen(2025, "primair", BEGROTING_2025, {"lasten": "271.378"}, doel="01"),
    )  # fmt: skip


def meerjarenbegroting(w: Wereld) -> None:
    """Twenterand types baten and withdrawals with a minus. A draft had a third goal and other amounts for 2020; of 2021,
    which only the draft has, the goals and the total still stand."""

    def bedragen(jaar: int, fase: str, bedrag: Bedragen, **waarvan: str) -> list[Rij]:
        return regels(BEGROTING_2020, jaar, fase, "Sociaal domein", bedrag, **waarvan)

    w.levering(
        "pc.begrotingsregels", TWENTERAND, "2019-09-01", "2019-09-10T10:00:00",
        [
            *bedragen(2020, "primair", {"lasten": "900", "baten": "-90"}),
            *bedragen(2020, "primair", {"lasten": "900", "baten": "-90"}, doel="TW-3"),
            *bedragen(2021, "raming", {"lasten": "2.000", "baten": "-300"}),
            *bedragen(2021, "raming", {"lasten": "2.000", "baten": "-300"}, doel="TW-1"),
        ],
    )  # fmt: skip
    w.levering(
        "pc.begrotingsregels", TWENTERAND, "2019-10-01", "2019-10-16T10:00:00",
        [
            *bedragen(2020, "primair", {"lasten": "54.227.762", "baten": "-14.388.958", "onttrekking": "-1.795.604"}),
            *bedragen(2020, "primair", {"lasten": "42.461.880", "baten": "-14.014.961"}, doel="TW-1"),
            *bedragen(2020, "primair", {"lasten": "11.765.883", "baten": "-373.997"}, doel="TW-2"),
        ],
    )  # fmt: skip


def alle(w: Wereld) -> None:
    """Every story."""
    for verhaal in (jaarrekening, meerjarenbegroting):
        verhaal(w)
