"""The report that the marts feed: goals with their indicators, actions and costs, as pages, downloads and a workbook.

Made from `marts.duckdb` alone: `lezen` reads, `tonen` leaves out what may not be shown, `inhoud` puts together,
`paginas` writes.
"""

from reporting.rapport.paginas import build_report

__all__ = ["build_report"]
