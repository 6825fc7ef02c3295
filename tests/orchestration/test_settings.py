"""What the environment says, what is assumed where it says nothing, and what is refused."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from orchestration.load import open_load, refuse_another_key
from orchestration.settings import CBS_URL, DEMO_TODAY, InstellingFout, Settings
from tests.support.night_here import surroundings

KEY = "zeer geheime sleutel 4711"
REAL = {"DWH_LANDING": "/mnt/landing", "DWH_PSEUDONYM_KEY": KEY}


def test_without_a_landing_it_is_the_demo_in_the_folder_data():
    settings = Settings.from_env({})
    assert settings.demo
    assert settings.home == Path("data").resolve()
    assert settings.landing == settings.home / "landing"


def test_the_demo_has_its_own_day_its_own_key_and_its_own_cbs():
    settings = Settings.from_env({})
    assert settings.today == DEMO_TODAY
    assert settings.key
    assert settings.cbs_url is None


def test_a_landing_makes_it_real():
    settings = Settings.from_env(REAL)
    assert not settings.demo
    assert settings.landing == Path("/mnt/landing")
    assert settings.today == date.today()  # noqa: DTZ011 - as the load itself
    assert settings.key == KEY.encode()
    assert settings.cbs_url == CBS_URL


def test_every_variable_is_followed(tmp_path: Path):
    given = REAL | {"DWH_HOME": str(tmp_path), "DWH_TODAY": "2031-05-04", "DWH_CBS_URL": "http://127.0.0.1:8000"}
    settings = Settings.from_env(given)
    assert (settings.home, settings.today, settings.cbs_url) == (tmp_path, date(2031, 5, 4), "http://127.0.0.1:8000")


def test_an_empty_variable_is_one_that_is_not_set():
    names = "DWH_HOME DWH_LANDING DWH_TODAY DWH_PSEUDONYM_KEY DWH_CBS_URL DWH_SIGNAAL DWH_SIGNAAL_LINK"
    empty = dict.fromkeys(names.split(), "")
    assert Settings.from_env(empty) == Settings.from_env({})


def test_the_demo_follows_the_day_that_is_given():
    assert Settings.from_env({"DWH_TODAY": "2025-06-01"}).today == date(2025, 6, 1)


@pytest.mark.parametrize("key", [None, ""])
def test_a_landing_without_a_key_is_refused(key: str | None):
    given = {"DWH_LANDING": "/mnt/landing"} | ({} if key is None else {"DWH_PSEUDONYM_KEY": key})
    with pytest.raises(InstellingFout, match=r"DWH_PSEUDONYM_KEY ontbreekt.*geen persoonsgegevens gelezen"):
        Settings.from_env(given)


@pytest.mark.parametrize("today", ["10-02-2025", "morgen", "2025-02-30"])
def test_a_day_that_cannot_be_read_is_refused_by_name(today: str):
    with pytest.raises(InstellingFout, match=f"DWH_TODAY is '{today}'.*jjjj-mm-dd"):
        Settings.from_env({"DWH_TODAY": today})


def test_the_key_is_not_in_what_settings_show_of_themselves():
    assert "4711" not in repr(Settings.from_env(REAL)) + str(Settings.from_env(REAL))


def test_channels_are_divided_by_spaces_or_lines_and_are_off_by_default():
    given = {"DWH_SIGNAAL": " json://a.example/x\n\tmailto://u:p@b.example  ", "DWH_SIGNAAL_LINK": "https://c.example/"}
    settings = Settings.from_env(given)
    assert settings.signaal == ("json://a.example/x", "mailto://u:p@b.example")
    assert settings.signaal_link == "https://c.example/"
    assert (Settings.from_env({}).signaal, Settings.from_env({}).signaal_link) == ((), None)


def test_the_addresses_of_channels_are_not_in_what_settings_show_of_themselves():
    settings = Settings.from_env({"DWH_SIGNAAL": "mailto://u:wachtwoord@b.example"})
    assert "wachtwoord" not in repr(settings) + str(settings)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "state").mkdir()
    return Settings.from_env(REAL | {"DWH_HOME": str(tmp_path)})


def with_key(settings: Settings, key: str) -> Settings:
    return Settings.from_env(REAL | {"DWH_HOME": str(settings.home), "DWH_PSEUDONYM_KEY": key})


def test_the_key_of_the_first_load_is_the_key(settings: Settings):
    refuse_another_key(settings)
    refuse_another_key(with_key(settings, KEY))
    with pytest.raises(InstellingFout, match="andere dan waarmee deze DWH_HOME is gevuld"):
        refuse_another_key(with_key(settings, "een andere sleutel"))


def test_what_is_kept_of_the_key_does_not_give_it_away(settings: Settings):
    refuse_another_key(settings)
    (kept,) = (settings.home / "state").iterdir()
    assert KEY not in kept.read_text(encoding="utf-8")
    assert len(kept.read_text(encoding="utf-8")) == 16, "too short to try keys against without the warehouse"


def test_a_load_does_not_open_for_another_key_and_then_lets_go_of_the_ledger(settings: Settings):
    with open_load(settings, "run 1"):
        pass
    with pytest.raises(InstellingFout), open_load(with_key(settings, "een andere sleutel"), "run 2"):
        pass
    with open_load(settings, "run 3") as load:
        assert load.lading.run_id == "run 3"


def test_nothing_that_an_open_load_shows_of_itself_holds_the_key(settings: Settings):
    with open_load(settings, "run") as load:
        assert "4711" not in repr(load)


def test_dbt_and_dagster_are_told_where_they_work_and_not_to_phone_home(tmp_path: Path):
    with surroundings(tmp_path / "home"):
        Settings.from_env().export()
        assert os.environ["DAGSTER_HOME"] == str(tmp_path / "home" / "dagster")
        assert os.environ["DBT_TARGET_PATH"].startswith(str(tmp_path / "home" / "warehouse"))
        assert os.environ["DO_NOT_TRACK"] == "1"
        assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_dagsters_settings_are_put_there_once_and_then_belong_to_whoever_runs_it(tmp_path: Path):
    with surroundings(tmp_path):
        Settings.from_env().export()
        config = tmp_path / "dagster" / "dagster.yaml"
        assert "max_concurrent_runs: 1" in config.read_text(encoding="utf-8")
        config.write_text("telemetry: {enabled: false}\n", encoding="utf-8")
        Settings.from_env().export()
        assert config.read_text(encoding="utf-8") == "telemetry: {enabled: false}\n"


def test_a_daemon_that_lives_for_weeks_does_not_keep_the_day_on_which_it_began(tmp_path: Path):
    with surroundings(tmp_path, DWH_LANDING=str(tmp_path), DWH_PSEUDONYM_KEY=KEY):
        Settings.from_env().export()
        assert "DWH_TODAY" not in os.environ


def test_a_run_keeps_its_day_when_it_passes_midnight(tmp_path: Path):
    with surroundings(tmp_path, DWH_LANDING=str(tmp_path), DWH_PSEUDONYM_KEY=KEY):
        settings = Settings.from_env()
        settings.fix_today()
        assert os.environ["DWH_TODAY"] == settings.today.isoformat()
        assert Settings.from_env().today == settings.today
