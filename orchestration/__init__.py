"""When things run and in what order: Dagster assets, checks, schedule, sensor, the command line, publication.

Belongs here: wiring, and the swap of the published set. Does not belong here: any domain logic; readers live in
sources, rules in expectations, figures in dbt_project.
"""
