"""The pages as files: all there, all linked, nothing from outside, nothing unescaped, and honest about what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporting.dashboard import Run, build_dashboard
from tests.reporting.pages import Page, pages_of
from tests.reporting.published import LONG, NASTY, RUN, VANDAAG, only_sound, write
from tests.reporting.troubled import troubled
from tests.support.published_tables import TABLES

OPTIONAL = sorted(TABLES.keys() - {"kwaliteit.mart_bronstatus"})


def page(site: Path, name: str) -> Page:
    return Page(site / name)


def section(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


def test_every_feed_has_its_page_and_the_number_of_pages_is_returned(tmp_path: Path):
    rows = troubled()
    made = build_dashboard(write(tmp_path / "marts.duckdb", rows), tmp_path / "site", RUN)
    feeds = {f"{row['bron']}_{row['feed']}.html" for row in rows["kwaliteit.dim_feed"]} | {"onbekend_feed.html"}
    assert {path.name for path in (tmp_path / "site" / "feeds").iterdir()} == feeds
    assert made == len(feeds) + 2 == len(pages_of(tmp_path / "site"))


def test_every_link_leads_to_a_page_a_place_on_it_or_a_neighbour(troubled_site: Path):
    pages = {p.path.resolve(): p for p in pages_of(troubled_site)}
    workbooks = {f"{r['bron']}_{r['feed']}_{r['gemeente_code']}.xlsx" for r in troubled()["kwaliteit.mart_quarantaine"]}
    seen, dead = set(), []
    for each in pages.values():
        for link in each.links:
            target, _, anchor = link.partition("#")
            to = (each.path.parent / target).resolve() if target else each.path.resolve()
            if link.startswith("mailto:"):
                continue
            if to.parent.name in ("quarantaine", "datadocs", "dbtdocs", "rapport"):
                seen.add(to.relative_to(troubled_site.parent.resolve()).as_posix())
            elif (to not in pages and not to.is_file()) or (anchor and anchor not in pages[to].ids):
                dead.append((each.path.name, link))
    assert dead == []
    assert seen == {"datadocs/index.html", "dbtdocs/index.html", "rapport/index.html"} | {
        f"kwaliteit/quarantaine/{name}" for name in workbooks
    }


def test_nothing_comes_from_outside_or_goes_around_the_policy(troubled_site: Path):
    for path in [*troubled_site.rglob("*.html"), *troubled_site.glob("*.css"), *troubled_site.glob("*.js")]:
        text = path.read_text(encoding="utf-8")
        assert "http:" not in text, path
        assert "https:" not in text, path
        assert "url(" not in text, path
    for each in pages_of(troubled_site):
        assert "default-src 'none'" in each.html
        assert "style" not in each.tags
        assert not {name for name in each.attributes if name == "style" or name.startswith("on")}


def test_ids_are_not_used_twice(troubled_site: Path):
    assert [(p.path.name, i) for p in pages_of(troubled_site) for i in set(p.ids) if p.ids.count(i) > 1] == []


def test_what_a_source_puts_in_a_name_is_text(troubled_site: Path):
    for name in ("index.html", "indicatoren.html", "feeds/ssd_uitkeringen.html", "feeds/gidso_voorzieningen.html"):
        each = page(troubled_site, name)
        assert "<script>alert" not in each.html
        assert " ".join(NASTY.split()) in each.text
    assert LONG in page(troubled_site, "feeds/ssd_uitkeringen.html").text


def test_the_worst_feed_comes_first_with_reason_advice_address_and_dates(troubled_site: Path):
    index = page(troubled_site, "index.html")
    first = section(index.text, "Reden en advies", "Collectieve zorgverzekering")
    assert "Kapot sinds 13-03-2025" in first
    assert "is afgekeurd: De koprij mist REGELING" in first
    assert "Stuur de reden door aan functioneel beheer ( beheer-ssd@gemeente.example )" in first
    assert "mailto:beheer-ssd@gemeente.example" in index.html
    assert "ontvangen 13-02-2025 daarna afgekeurd: 28-02-2025" in first
    assert "14-04-2025 over 25 dagen" in first
    assert "2 indicatoren rusten hierop" in first
    assert "2 waarschuwingen" in first


def test_what_was_refused_whole_is_not_counted_as_nothing(troubled_site: Path):
    index = page(troubled_site, "index.html")
    first = section(index.text, "Kapot sinds 13-03-2025", "is afgekeurd")
    assert "6.799 alles 31-01-2025" in first
    assert "ssd_uitkeringen_GM0153.xlsx Bijstandsuitkeringen uit SSD · Enschede · 1 regel, 1 heel bestand" in index.text
    assert (
        "gidso_voorzieningen_GM0153.xlsx Jeugdhulp en Wmo uit Gidso Regie · Enschede · 2 regels, 40 rijen" in index.text
    )


def test_the_verdict_names_the_indicators_per_gemeente_and_feed(troubled_site: Path):
    index = page(troubled_site, "index.html")
    verdict = section(index.text, "worden gebruikt?", "De feeds")
    assert "4 van de 16 feeds zijn niet in orde en bij 2 feeds staat een waarschuwing over de cijfers open" in verdict
    assert "Enschede: 16 indicatoren onder voorbehoud Kapot Bijstandsuitkeringen uit SSD Aantal bijstandsuit" in verdict
    assert "en 4 andere" in verdict
    assert "Twenterand: 1 indicator onder voorbehoud" in verdict


def test_the_page_of_a_feed_has_its_deliveries_rules_quarantine_differences_and_indicators(troubled_site: Path):
    each = page(troubled_site, "feeds/ssd_uitkeringen.html")
    assert "elke maand, uiterlijk 45 dagen na de peildatum" in each.text
    assert "28-02-2025 afgekeurd 13-03-2025 00:30 6.850 0 6.850 GM0153_uitkeringen_20250228_01.csv" in each.text
    assert "Aanvaard op 20-01-2025: Nieuwe regeling sinds 1 december" in each.text
    assert "BEDRAG_MAAND bereik Het maandbedrag ligt tussen 0 en 5.000 euro." in each.text
    assert "Gebroken Enschede: 3 van 6.827 rijen" in each.text
    assert "physicalName: SOORT_REGELING\n" in each.html
    assert "zegt dwh propose ssd/uitkeringen ." in each.text
    assert "11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 …" in each.text
    assert "indicatoren.html#GM0153-bijstand_uitkeringen" in "".join(each.links)
    assert "GM9999 is geen gemeente." in each.text
    partly = page(troubled_site, "feeds/gidso_voorzieningen.html")
    assert "101, 102, 103 …" in partly.text


def test_an_indicator_leads_back_to_its_feeds_and_says_how_far_it_is(troubled_site: Path):
    text = page(troubled_site, "indicatoren.html").text
    row = section(text, "iit_bereik_pct", "sociale_activering_pct")
    assert "Voorbehoud 2024 nader voorlopig" in row
    assert "Goed Bevolking (CBS) Te laat Individuele inkomenstoeslagen uit SSD" in row
    assert "Over 2024 44% lager dan over 2023: buiten de band." in text
    assert "begin_jaar: over 2024 sterk herzien: 11% hoger dan eerder bekend was." in text


def test_a_feed_that_has_ended_links_to_what_came_in_its_place(troubled_site: Path):
    ended = page(troubled_site, "feeds/vis2_opvang.html")
    assert "../feeds/cimot_trajecten.html" in ended.links
    assert "tot en met 31-12-2023" in ended.text
    assert "Er is nog geen levering geweest" in page(troubled_site, "feeds/cimot_trajecten.html").text


@pytest.mark.parametrize("table", OPTIONAL)
def test_a_table_that_was_never_built_leaves_a_gap_and_no_error(table: str, tmp_path: Path):
    rows = troubled() | {"kwaliteit.fct_levering": []}
    made = build_dashboard(write(tmp_path / "marts.duckdb", rows, without={table}), tmp_path / "site", RUN)
    assert made > 10


def test_what_cannot_be_told_without_the_indicators_is_said(tmp_path: Path):
    gone = {table for table in TABLES if table.startswith("indicatoren.")} | {"kwaliteit.mart_waarschuwing"}
    build_dashboard(write(tmp_path / "marts.duckdb", troubled(), without=gone), tmp_path / "site", RUN)
    index = page(tmp_path / "site", "index.html").text
    assert "Welke indicatoren op welke feed rusten, is niet te zeggen" in index
    assert "Niet te zeggen: de tabel met waarschuwingen is nog nooit gebouwd." in index
    assert "GM0153" in index
    assert "is nog nooit gebouwd" in page(tmp_path / "site", "indicatoren.html").text


def test_a_sound_night_is_green_and_its_pages_stay_small(tmp_path: Path):
    build_dashboard(
        write(tmp_path / "marts.duckdb", only_sound(50)), tmp_path / "site", Run("run", VANDAAG, RUN.gebouwd_op)
    )
    index = page(tmp_path / "site", "index.html")
    assert "De cijfers van vandaag zijn bruikbaar: alle 50 feeds zijn in orde." in index.text
    assert "Geen. Wat geladen is, past bij wat eerder kwam." in index.text
    assert "Er staat niets open." in index.text
    assert "Demonstratie" not in index.text
    assert (tmp_path / "site" / "index.html").stat().st_size < 300_000
    assert max(p.stat().st_size for p in (tmp_path / "site" / "feeds").iterdir()) < 150_000


def test_an_empty_warehouse_has_pages_too(tmp_path: Path):
    assert build_dashboard(write(tmp_path / "marts.duckdb", {}), tmp_path / "site", RUN) == 2
    assert "er is nog geen enkele feed" in page(tmp_path / "site", "index.html").text


def test_the_same_set_gives_the_same_bytes_and_nothing_of_before_is_left(tmp_path: Path, troubled_site: Path):
    marts = write(tmp_path / "marts.duckdb", troubled())
    (tmp_path / "site" / "feeds").mkdir(parents=True)
    (tmp_path / "site" / "feeds" / "weg_ermee.html").write_text("oud")
    build_dashboard(marts, tmp_path / "site", RUN)

    def all_of(site: Path) -> dict[str, bytes]:
        return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}

    assert all_of(tmp_path / "site") == all_of(troubled_site)


def test_no_value_of_an_indicator_is_on_the_pages(tmp_path: Path):
    rows = troubled()
    for figure in rows["indicatoren.fct_indicator"]:
        figure["waarde"] = 987654.25
    build_dashboard(write(tmp_path / "marts.duckdb", rows), tmp_path / "site", RUN)
    assert [p.path.name for p in pages_of(tmp_path / "site") if "987" in p.text and "654" in p.text] == []
