"""The outside world: what arrives, in which layout, and how it is read without letting an identity past the landing.

Belongs here: contracts per source system, the landing, readers per layout, the treatment of personal fields, demo
extracts. Does not belong here: judging rows (expectations), storing them (expectations.ledger), orchestration, SQL
models.
"""
