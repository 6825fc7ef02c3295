"""Data quality: from a delivery as read to checked rows, quarantine and an entry in the ledger.

Belongs here: rules derived from contracts, Great Expectations, quarantine, ledger, Data Docs. Does not belong here: how
a file is written (sources), what figures follow (dbt_project), when it runs (orchestration).
"""
