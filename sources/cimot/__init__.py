"""PGaX CIMOT, beschermd wonen and opvang from 2024: contracts and demo extracts. Does not belong here: its predecessor
(`sources.vis2`)."""
