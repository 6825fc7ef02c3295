"""Everything that happened in the demo, in one piece.

Belongs here: making the domains in the order in which they lean on each other. Does not belong here: any of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.demo.activering import maak_activering
from sources.demo.bijstand import Bijstand, maak_bijstand
from sources.demo.doelcijfers import Doelcijfers
from sources.demo.inzet import Inzet, alle_inzet
from sources.demo.jeugd import maak_jeugd
from sources.demo.leergeld import GeholpenKinderen, maak_leergeld
from sources.demo.opvang import Opvang, maak_opvang
from sources.demo.personen import Burgerregister
from sources.demo.toeslagen import Beschikkingen, maak_toeslagen
from sources.demo.vrouwenopvang import Vrouwenopvang, maak_vrouwenopvang
from sources.demo.werk import maak_werk
from sources.demo.wmo import maak_wmo

if TYPE_CHECKING:
    from sources.demo.maatregelen import Maatregelen
    from sources.demo.regie import Domein


@dataclass(frozen=True)
class Wereld:
    """The made-up Enschede: what each source system registered, before it is written in that system's layout."""

    doelen: Doelcijfers
    bijstand: Bijstand
    inzet: Inzet
    toeslagen: Beschikkingen
    jeugd: Domein
    maatregelen: Maatregelen
    wmo: Domein
    opvang: Opvang
    vrouwenopvang: Vrouwenopvang
    leergeld: dict[int, GeholpenKinderen]


def maak_wereld() -> Wereld:
    """The same world every time. Raises ValueError where the target figures contradict each other."""
    doelen, register = Doelcijfers(), Burgerregister()
    bijstand = maak_bijstand(doelen, register)
    jeugd, maatregelen = maak_jeugd(doelen, register)
    return Wereld(
        doelen=doelen,
        bijstand=bijstand,
        inzet=alle_inzet([maak_activering(doelen, bijstand), maak_werk(doelen, register, bijstand)]),
        toeslagen=maak_toeslagen(doelen, register, bijstand),
        jeugd=jeugd,
        maatregelen=maatregelen,
        wmo=maak_wmo(doelen, register, bijstand),
        opvang=maak_opvang(doelen, register),
        vrouwenopvang=maak_vrouwenopvang(doelen),
        leergeld=maak_leergeld(doelen),
    )
