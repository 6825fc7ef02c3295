"""Tables as values, and what renders them.

Belongs here: the model of a table and its renderings as text, CSV, XLSX and HTML. Does not belong here: which tables
the report shows, and where their figures come from.
"""
