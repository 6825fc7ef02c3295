"""Statistics Netherlands (CBS): the OData v4 connector.

Here belongs what is particular to CBS: asking its service, storing an answer as a delivery, reading that
delivery back, and a local service that answers from recordings. What a figure means, and which rules it
must pass, belongs in the contracts beside this package; scheduling belongs in `orchestration`.
"""
