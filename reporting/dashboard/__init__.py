"""The quality dashboard: pages that say which feeds are sound, and whether the figures of today can be used.

Made from `marts.duckdb` alone: `pages` writes them, `read` and `overview` gather what is on them, `verdict` judges.
"""

from reporting.dashboard.pages import build_dashboard
from reporting.dashboard.run import Run

__all__ = ["Run", "build_dashboard"]
