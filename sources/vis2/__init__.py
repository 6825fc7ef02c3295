"""VIS2, beschermd wonen and opvang until 2023: contracts and demo extracts. Does not belong here: its successor
(`sources.cimot`)."""
