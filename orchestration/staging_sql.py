"""The SQL of the staging models without dbt, for checks that run before dbt builds anything.

A staging model casts and renames one table of raw and needs of dbt only the name of its source and our own macros, so
Jinja alone gives the same SQL in milliseconds; a process of dbt costs seconds, and the views that dbt left in the
warehouse are of the last build, of the project as it was then and of the place where it stood then. A test holds what
comes out here against what dbt compiles.
"""

from __future__ import annotations

from pathlib import Path

from expectations.verbanden.database import SOURCE_SCHEMA
from orchestration.dbt import PROJECT_DIR
from orchestration.fingerprint import digest_of

_MODEL = "stg_"


def staging_sql(project: Path = PROJECT_DIR) -> dict[str, str]:
    """The query of every staging model over `ruw.<bron>__<tabel>`, by source and table: `ssd__uitkeringen`."""
    import jinja2

    environment = jinja2.Environment(extensions=["jinja2.ext.do"])  # noqa: S701 - it makes SQL of our own files, no page
    environment.globals["source"] = lambda bron, tabel: f"{SOURCE_SCHEMA}.{bron}__{tabel}"
    texts = [path.read_text(encoding="utf-8") for path in sorted((project / "macros").glob("*.sql"))]
    macros = environment.from_string("".join(texts)).module
    environment.globals |= {name: getattr(macros, name) for name in dir(macros) if not name.startswith("_")}
    return {
        path.stem.removeprefix(_MODEL): environment.from_string(path.read_text(encoding="utf-8")).render().strip()
        for path in sorted((project / "models" / "staging").rglob(f"{_MODEL}*.sql"))
    }


def staging_print(project: Path = PROJECT_DIR) -> str:
    """A digest of the files that this SQL is made of; cheaper than making it."""
    folders = ("macros", "models/staging")
    return digest_of((path for folder in folders for path in sorted((project / folder).rglob("*.sql"))), project)
