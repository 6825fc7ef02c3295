"""Stichting Leergeld, help for children of minima: contracts and demo extracts. Does not belong here: other source
systems."""
