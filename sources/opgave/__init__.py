"""Statements of partners, counts that they type in a workbook: the contract of all of them, and demo extracts. Does not
belong here: what a typed cell may look like (`sources.getypt`)."""
