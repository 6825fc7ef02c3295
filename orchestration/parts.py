"""Parts of a set beside its figures: what follows when one cannot be made.

Belongs here: that an error of ours in a page keeps no figure from being published. Does not belong here: the parts
(`orchestration.quality_pages`, `orchestration.dbt_docs`), nor the report, which is made in a process of its own and
tells there (`orchestration.report_pages`).
"""

from __future__ import annotations

import shutil
import traceback
from collections.abc import Callable
from pathlib import Path


def made_or_left_out(
    part: str, folder: Path, make: Callable[[], object], told: Callable[[str], object]
) -> dict[str, list[str]]:
    """Have a part made in its folder; what could not be built, and by which error. Then its stack is told to `told`,
    and the folder is gone: a part is left out rather than half of it shown."""
    try:
        make()
    except Exception as error:  # noqa: BLE001 - the boundary: figures are published without pages rather than not at all
        told(traceback.format_exc())
        shutil.rmtree(folder, ignore_errors=True)
        return {part: [type(error).__name__]}
    return {}
