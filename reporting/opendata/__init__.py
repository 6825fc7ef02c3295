"""Open data: the tables that anybody may have, with a Frictionless description.

Belongs here: which tables are open and in which form, their files, the descriptor, and a municipality's Iv3 delivery.
Does not belong here: which small numbers are hidden (`reporting.onderdrukking`), pages and their downloads.
"""
