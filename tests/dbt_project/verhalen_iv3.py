"""The Iv3 deliveries of the small world: reports of municipalities themselves, and national data beside them."""

from tests.dbt_project.verhalen import (
    ALMELO,
    ENSCHEDE,
    HAAKSBERGEN,
    LOSSER,
    OLDENZAAL,
    TWENTERAND,
)
from tests.dbt_project.wereld import Rij, Wereld

Bedragen = dict[str, str]


def eigen_verslag(
    gemeente: str, boekjaar: int, periode: int, lasten: Bedragen, baten: Bedragen
) -> dict[str, list[Rij]]:
    """The tables of one report that a municipality delivered; amounts in euros per taakveld."""
    verslag = {"boekjaar": str(boekjaar), "periode": str(periode)}
    kop = {
        "overheidslaag": "Gemeente",
        "overheidsnummer": gemeente.removeprefix("GM"),
        "status": "Realisatie" if periode else "Begroting",
        "details_openbaar": "true",
    }
    rekening = [
        verslag | {"onderdeel": onderdeel, "taakveld": taakveld, "categorie": "3.8", "bedrag": bedrag}
        for onderdeel, bedragen in (("lasten", lasten), ("baten", baten))
        for taakveld, bedrag in bedragen.items()
    ]
    return {"kop": [verslag | kop], "rekening": rekening}


def lasten(gemeente: str, verslagsoort: str, inwoners: int, bedragen: Bedragen) -> list[Rij]:
    """Rows of the national data with lasten only, in thousands."""
    return [
        {
            "gemeente_code": gemeente,
            "verslagsoort": verslagsoort,
            "inwoners": str(inwoners),
            "taakveld": taakveld,
            "lasten_x1000": bedrag,
        }
        for taakveld, bedrag in bedragen.items()
    ]


def tabelregel(gemeente: str, taakveld: str, lasten: str, baten: str, inwoners: int = 1000) -> Rij:
    """A row of the national data with names, in thousands."""
    return {
        "gemeente": gemeente,
        "taakveld": taakveld,
        "lasten": lasten,
        "baten": baten,
        "inwonertal": str(inwoners),
    }


def eigen(w: Wereld) -> None:
    """Enschede delivers quarter and jaarrekening of 2023 with one peildatum, and corrects the quarter after that; Losser a
    quarter of which no national data speaks."""
    kwartaal = eigen_verslag(ENSCHEDE, 2023, 4, {"6.71": "999"}, {"6.71": "0"})
    w.levering("iv3.iv3", ENSCHEDE, "2023-12-31", "2024-02-01T10:00:00", kwartaal)
    rekening = eigen_verslag(
        ENSCHEDE,
        2023,
        5,
        {"6.71": "1000.50", "6.71a": "2000", "0.1": "300", "0.10": "0"},
        {"6.71a": "100", "0.10": "3200.50"},
    )
    w.levering("iv3.iv3", ENSCHEDE, "2023-12-31", "2024-07-01T10:00:00", rekening, volgnummer=2)
    beter = eigen_verslag(ENSCHEDE, 2023, 4, {"6.71": "400", "6.71a": "500"}, {"6.71": "1"})
    w.levering("iv3.iv3", ENSCHEDE, "2023-12-31", "2024-08-01T10:00:00", beter, volgnummer=3)
    w.levering(
        "iv3.iv3",
        LOSSER,
        "2024-03-31",
        "2024-05-01T10:00:00",
        eigen_verslag(LOSSER, 2024, 1, {"6.6": "1000"}, {"6.6": "10"}),
    )


def landelijk(w: Wereld) -> None:
    """National data: zeros of Almelo, -99998 of Haaksbergen, nothing of Emmen; a later file speaks of Twenterand only, and a
    correction no longer holds Borne."""
    verslag = "2023X005"
    w.levering(
        "iv3.lasten", "NL01", "2024-06-01", "2024-06-02T10:00:00",
        [
            *lasten(ENSCHEDE, verslag, 161235, {"6.71": "7777", "0.1": "7"}),
            *lasten(ENSCHEDE, "2025X000", 162317, {"6.71": "50.0", "6.60": "4"}),
            *lasten(ENSCHEDE, "2017X000", 158140, {"6.71": "20.0", "6.6": "3"}),
            *lasten(TWENTERAND, verslag, 33000, {"6.71": "10", "0.1": "5"}),
            *lasten(OLDENZAAL, verslag, 31000, {"6.71": "60"}),
            *lasten(ALMELO, verslag, 73000, {"6.71": "0.0", "0.1": "0.0"}),
            *lasten(HAAKSBERGEN, verslag, 24000, {"6.71": "-99998", "0.1": "-99998.0"}),
        ],
    )  # fmt: skip
    w.levering(
        "iv3.lasten", "NL01", "2024-12-01", "2024-12-02T10:00:00",
        lasten(TWENTERAND, verslag, 33000, {"6.71": "-12", "0.1": "6"}),
    )  # fmt: skip
    w.levering(
        "iv3.jaarrekening", "NL01", "2023-12-31", "2024-11-01T10:00:00",
        [
            tabelregel("Oldenzaal", "6.71 Maatwerkdienstverlening 18+", "10", "1", 31000),
            tabelregel("Oldenzaal", "6.71d Overige maatwerkarrangementen ..", "50", "59", 31000),
            tabelregel("Hengelo", "0.1 Bestuur", "8", "2"),
            tabelregel("Hengelo", "0.10 Mutaties reserves", "0", "6"),
            tabelregel("Hengelo", "0.2 Burgerzaken", "0", "90"),
            tabelregel("Nederland", "0.1 Bestuur", "9000", "9000", 17811291),
        ],
    )  # fmt: skip
    oud = [tabelregel(naam, "6.71 Maatwerkdienstverlening 18+", "1", "1") for naam in ("Oldenzaal", "Borne")]
    nieuw = [tabelregel("Oldenzaal", "6.71 Maatwerkdienstverlening 18+", "2", "2")]
    w.levering("iv3.begroting", "NL01", "2024-01-01", "2024-02-01T10:00:00", oud)
    w.levering("iv3.begroting", "NL01", "2024-01-01", "2024-03-01T10:00:00", nieuw, volgnummer=2)


def alle(w: Wereld) -> None:
    """Every story about Iv3."""
    eigen(w)
    landelijk(w)
