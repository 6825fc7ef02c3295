"""SQL of the project, rendered here without dbt: a model or a test can be held against rows that no world would deliver.

Belongs here: what a model's Jinja needs of dbt. Does not belong here: rows, nor what must come out.
"""

import re

import jinja2

from tests.dbt_project.wereld import PROJECT


def model(pad: str, *macros: str) -> str:
    """A model or singular test; what it refers to must be a table of that name."""
    return _omgeving().from_string(_macros(macros) + (PROJECT / pad).read_text(encoding="utf-8")).render()


def generieke_test(naam: str, tabel: str, **argumenten: object) -> str:
    """A generic test on a table."""
    tekst = (PROJECT / "tests" / "generic" / f"{naam}.sql").read_text(encoding="utf-8")
    als_macro = re.sub(r"{%(-?) (end)?test\b", r"{%\1 \2macro", tekst)
    aanroep = "{{ " + naam + "(model, **argumenten) }}"
    return _omgeving().from_string(als_macro + aanroep).render(model=tabel, argumenten=argumenten)


def _omgeving() -> jinja2.Environment:
    omgeving = jinja2.Environment()
    omgeving.globals |= {"ref": lambda naam: naam, "config": lambda **_: ""}
    return omgeving


def _macros(namen: tuple[str, ...]) -> str:
    return "".join((PROJECT / "macros" / f"{naam}.sql").read_text(encoding="utf-8") for naam in namen)
