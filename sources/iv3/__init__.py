"""Iv3, information for third parties: what municipalities report to CBS per taakveld, and what CBS publishes of all of
them. Contracts and demo extracts. Does not belong here: budgets as the controllers keep them (`sources.pc`)."""
