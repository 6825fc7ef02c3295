"""The pages of the report, read without a browser: what must stand on them, and what may not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.reporting.pages import pages_of
from tests.reporting.rapport.bouwen import built, page
from tests.reporting.rapport.gemaakt import GEDRUKT, LEVERING, REDEN, gemaakt

INDICATOR, KLEIN, DOEL = "enschede/indicator/zwaar_pct.html", "enschede/indicator/klein.html", "enschede/doel/01.html"
OUTSIDE = tuple(f"{up}{beside}/" for up in ("../", "../../", "../../../") for beside in ("kwaliteit", "dbtdocs"))
"""The quality dashboard and the documentation of the tables are published beside the report."""


def loose_ends(site: Path) -> list[str]:
    """The links that lead nowhere: to a file that is not there, or to a place that is not on its page."""
    pages = {found.path.resolve(): found for found in pages_of(site)}
    out = []
    for found in pages.values():
        for link in found.links:
            parts = urlsplit(link)
            if parts.scheme or link.startswith(OUTSIDE):
                continue
            target = (found.path.parent / unquote(parts.path)).resolve() if parts.path else found.path.resolve()
            place = unquote(parts.fragment)
            if not target.exists() or (place and place not in pages[target].ids):
                out.append(f"{found.path.relative_to(site)}: {link}")
    return out


def test_the_series_shows_both_methods_the_target_and_what_came_of_it(small_report: Path) -> None:
    text = page(small_report, INDICATOR).text
    assert "Nieuwe methode (versie 2) Oude methode (versie 1) Streefwaarde" in text
    assert "2024 23,9 – 24,0 Jaarrekening 2024 -0,1 gehaald definitief" in text
    assert "2023 1 25,0 19,5" in text
    assert "Breuk: Anders geteld." in text


def test_a_figure_can_be_followed_to_its_row_its_parts_and_its_delivery_with_hash(small_report: Path) -> None:
    found = page(small_report, INDICATOR)
    assert "#c-2-totaal-2024" in found.links
    assert {"c-2-totaal-2024", f"l-{LEVERING['levering_id']}"} <= set(found.ids)
    assert f"#l-{LEVERING['levering_id']}" in found.links
    assert LEVERING["sha256"] in found.text
    assert LEVERING["bestandsnaam"] in found.text
    assert "239" in found.text
    assert "indicatoren.fct_indicator" in found.text


def test_a_goal_leads_to_the_same_row(small_report: Path) -> None:
    assert "../indicator/zwaar_pct.html#c-2-totaal-2024" in page(small_report, DOEL).links


def test_what_was_known_when_stands_there_with_both_values(small_report: Path) -> None:
    assert "versie 2 totaal 24,6 voorlopig 18-01-2025 01-02-2025" in page(small_report, INDICATOR).text
    assert "versie 2 totaal 23,9 definitief 01-02-2025 –" in page(small_report, INDICATOR).text


def test_printed_figures_that_contradict_stand_both_with_their_document(small_report: Path) -> None:
    text = page(small_report, INDICATOR).text
    assert "Jaarrekening 2024 2024 realisatie totaal 23,9 % 23,90 sluit aan" in text
    assert "Jaarrekening 2024 2024 realisatie totaal 27,1 % 23,90 wijkt af" in text


def test_actions_have_each_of_the_five_states_as_a_shape_and_a_word(small_report: Path) -> None:
    found = page(small_report, DOEL)
    for word, shape in {
        "loopt achter, bijsturing heeft onvoldoende effect": "kapot",
        "loopt achter, bijsturing mogelijk": "waarschuwing",
        "conform verwachting": "goed",
        "boven verwachting": "omhoog",
        "neutrale wijziging": "gelijk",
    }.items():
        assert f'<use href="#i-{shape}"/></svg><span>{word}</span>' in found.html
    assert "TR24 JR24" in found.text


def test_a_count_below_the_threshold_is_nowhere_and_the_reader_is_told(small_report: Path) -> None:
    text = page(small_report, KLEIN).text
    assert "2023 onderdrukt" in text
    assert "Kleine aantallen." in text
    for csv in (small_report / "tabellen" / "enschede").glob("klein-*.csv"):
        assert ";3;" not in csv.read_text(encoding="utf-8-sig"), csv.name


def test_a_count_above_the_threshold_is_shown(small_report: Path) -> None:
    assert "2024 41" in page(small_report, KLEIN).text


def test_a_broken_feed_is_told_wherever_its_figures_stand(broken_report: Path) -> None:
    sentence = f"De bron Jeugdhulp uit Gidso is kapot sinds 05-02-2024. {REDEN}"
    pages = [INDICATOR, DOEL, "enschede/doel/ie.html", "enschede/index.html", "index.html"]
    assert [name for name in pages if sentence not in page(broken_report, name).text] == []
    assert "bron niet in orde" in page(broken_report, "zoeken.html").text
    csv = (broken_report / "tabellen" / "enschede" / "zwaar_pct-reeks.csv").read_text(encoding="utf-8-sig")
    assert sentence in csv


def test_a_sound_feed_and_a_figure_of_another_feed_warn_of_nothing(small_report: Path, broken_report: Path) -> None:
    assert [found.path.name for found in pages_of(small_report) if "niet in orde" in found.text] == []
    assert "is kapot" not in page(broken_report, KLEIN).text


def test_every_table_can_be_downloaded_as_csv_and_xlsx(small_report: Path) -> None:
    links = page(small_report, INDICATOR).links
    assert "../../tabellen/enschede/zwaar_pct-reeks.csv" in links
    assert "../../tabellen/enschede/zwaar_pct-reeks.xlsx" in links


def test_no_link_leads_nowhere(small_report: Path) -> None:
    assert loose_ends(small_report) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<a href="b.html">b</a><a href="#c">c</a><a id="d" href="#d">d</a>', encoding="utf-8"
    )
    assert loose_ends(tmp_path) == ["a.html: b.html", "a.html: #c"]


def test_what_a_source_wrote_is_shown_as_it_is_and_never_run(small_report: Path) -> None:
    found = page(small_report, INDICATOR)
    assert "<script>alert" not in found.html
    assert "<script>alert('x')</script>" in found.text
    assert "\\u003cscript" in page(small_report, "zoeken.html").html


def test_made_up_figures_say_so(small_report: Path) -> None:
    found = page(small_report, INDICATOR)
    assert "Demonstratie." in found.text
    assert "· synthetisch" in found.text


@pytest.mark.parametrize(
    "missing", ["indicatoren.fct_actie", "indicatoren.mart_aansluiting", "kwaliteit.mart_bronstatus"]
)
def test_a_table_that_was_never_built_is_named_and_the_rest_is_there(missing: str, tmp_path: Path) -> None:
    site = built(tmp_path, gemaakt(), without=(missing,))
    assert missing in page(site, "index.html").text
    assert "23,9" in page(site, INDICATOR).text


def test_a_municipality_without_goals_or_documents_has_figures_and_no_pages(tmp_path: Path) -> None:
    rows = gemaakt()
    rows["indicatoren.dim_gemeente"] += [{"gemeente_code": "GM0037", "naam": "Stadskanaal"}]
    rows["indicatoren.fct_indicator"] += [rows["indicatoren.fct_indicator"][0] | {"gemeente_code": "GM0037"}]
    site = built(tmp_path, rows)
    assert (site / "enschede").is_dir()
    assert not (site / "stadskanaal").exists()


def test_goals_whose_codes_differ_only_in_capitals_have_pages_of_their_own(tmp_path: Path) -> None:
    rows = gemaakt()
    first = rows["indicatoren.dim_doel"][0]
    rows["indicatoren.dim_doel"] += [
        first | {"doel_code": "T.E", "niveau": "effect", "naam": "Groot"},
        first | {"doel_code": "T.e", "niveau": "subdoel", "naam": "Klein"},
    ]
    site = built(tmp_path, rows)
    assert "Groot" in page(site, "enschede/doel/t.e-effect.html").text
    assert "Klein" in page(site, "enschede/doel/t.e-subdoel.html").text


def test_an_earlier_report_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "rapport").mkdir()
    (tmp_path / "rapport" / "oud.html").write_text("oud", encoding="utf-8")
    site = built(tmp_path, gemaakt())
    assert not (site / "oud.html").exists()


def test_the_demo_has_no_loose_ends_and_no_page_of_three_hundred_kilobytes(demo_report: Path) -> None:
    pages = pages_of(demo_report)
    assert len(pages) > 200
    assert [found.path.name for found in pages if found.path.stat().st_size >= 300_000] == []
    assert loose_ends(demo_report) == []


def test_no_page_of_the_demo_has_two_places_of_one_name_or_a_handler_of_its_own(demo_report: Path) -> None:
    for found in pages_of(demo_report):
        assert len(found.ids) == len(set(found.ids)), found.path.name
        assert [name for name in found.attributes if name.startswith("on") or name == "style"] == [], found.path.name
        assert found.tags.count("h1") == found.tags.count("main") == 1


def test_the_indicators_of_the_annual_account_say_what_it_prints(demo_report: Path) -> None:
    for code, printed in {
        "sociale_activering_pct": "21,79",
        "bijstand_uitkeringen": "5.690",
        "beschut_werk": "136,8",
        "iit_bereik_pct": "63",
    }.items():
        assert printed in page(demo_report, f"enschede/indicator/{code}.html").text.split()


def test_the_two_single_durations_that_a_budget_printed_are_not_shown(demo_report: Path) -> None:
    found = page(demo_report, "enschede/indicator/vo_verblijfsduur.html")
    rows = [row for part in found.html.split("<tr")[1:] if ">waarneming<" in (row := part.split("</tr>")[0])]
    single = [row for row in rows if ">kort verblijf 1<" in row or ">kort verblijf 2<" in row]
    assert len(single) == 2
    assert [row for row in single if "onderdrukt" not in row or ">63<" in row or ">64<" in row] == []
    assert "Kleine aantallen." in found.text


def test_every_delivery_that_figures_rest_on_has_its_hash_on_the_page(small_report: Path) -> None:
    assert GEDRUKT["sha256"] in page(small_report, INDICATOR).text


def test_each_goal_has_as_many_indicators_and_actions_as_the_annual_account_counts(demo_report: Path) -> None:
    printed = {"01.01": (6, 3), "01.02": (3, 3), "02.01": (2, 8), "02.02": (3, 3), "03.01": (5, 2), "03.02": (6, 8)}
    for goal, (indicators, actions) in (printed | {"03.03": (1, 2)}).items():
        text = page(demo_report, f"enschede/doel/{goal}.html").text
        assert f"Aantal indicatoren: {indicators} " in text, goal
        assert f"Jaarrekening 2024 Enschede, Vitaal en sociaal Aantal acties: {actions} " in text, goal
