"""A chart as a small drawing inside a page.

Belongs here: having Vega draw, and leaving out of its drawing what a page does not need. Does not belong here: what is
drawn (`charts`). Without ids, classes and styles of its own a drawing can stand in a page a hundred times, under a
policy that allows no inline style.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

from markupsafe import Markup, escape

from reporting.site.drawn import Tekening, drawn

_SVG = "http://www.w3.org/2000/svg"
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_ONNODIG = {"class", "role", "version", "font-family", "stroke-miterlimit", "pointer-events", "style"}
_VANZELF = {"transform": {"translate(0,0)"}, "opacity": {"1"}, "stroke": {"none"}}
_LANGE_BREUK = re.compile(r"(\d\.\d)\d+")
_ZONDER_HOOGTE = re.compile(r"h[\d.]+v0h")
_GETALLEN = ("d", "transform")

ET.register_namespace("", _SVG)


def tekening(vorm: dict[str, Any], punten: list[dict[str, Any]], woorden: str, klasse: str) -> Markup:
    """Draw a chart; `woorden` say the same to who cannot see it, `klasse` is what the stylesheet calls it.

    Nothing is fetched: the chart carries its own data.
    """
    what = json.dumps([vorm, punten], sort_keys=True)
    width, height, inner = drawn(what, lambda: _draw(vorm, punten))
    return Markup(  # noqa: S704 - the drawing is ours, and the words are escaped
        f'<svg class="{escape(klasse)}" role="img" aria-label="{escape(woorden)}" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" fill="none">{inner}</svg>'
    )


def _draw(vorm: dict[str, Any], punten: list[dict[str, Any]]) -> Tekening:
    import vl_convert

    vega = _vega(json.dumps(vorm, sort_keys=True))
    vega["data"][0]["values"] = punten
    root = ET.fromstring(vl_convert.vega_to_svg(vega, format_locale="nl-NL", allowed_base_urls=[]))  # noqa: S314 - drawn here
    _slim(root)
    inner = "".join(ET.tostring(child, encoding="unicode") for child in root).replace(f' xmlns="{_SVG}"', "")
    return root.attrib["width"], root.attrib["height"], inner


@cache
def _vega(vorm: str) -> dict[str, Any]:
    """The Vega of a shape. Vega-Lite takes three times as long as the drawing, and shapes are few: once per shape."""
    import vl_convert

    spec = {"$schema": _SCHEMA, "background": None, "data": {"values": []}, **json.loads(vorm)}
    vega: dict[str, Any] = vl_convert.vegalite_to_vega(spec)
    return vega


def _slim(node: ET.Element) -> None:
    for child in list(node):
        _slim(child)
        if _invisible(child):
            node.remove(child)
        elif child.tag == f"{{{_SVG}}}g" and not child.attrib:
            _replace(node, child)
    for name in list(node.attrib):
        if name in _ONNODIG or name.startswith("aria-") or node.attrib[name] in _VANZELF.get(name, ()):
            del node.attrib[name]
    for name in _GETALLEN:
        if name in node.attrib:
            node.attrib[name] = _LANGE_BREUK.sub(r"\1", node.attrib[name])


def _invisible(node: ET.Element) -> bool:
    """A group without anything in it, a path that paints nothing, or a bar of no height."""
    if node.tag == f"{{{_SVG}}}g":
        return not len(node)
    painted = {name for name in ("fill", "stroke") if node.attrib.get(name, "none") not in {"none", "transparent"}}
    return node.tag == f"{{{_SVG}}}path" and (not painted or bool(_ZONDER_HOOGTE.search(node.attrib["d"])))


def _replace(parent: ET.Element, group: ET.Element) -> None:
    place = list(parent).index(group)
    parent.remove(group)
    for offset, child in enumerate(list(group)):
        parent.insert(place + offset, child)
