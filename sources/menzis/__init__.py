"""Menzis, collective health insurance for minima: contracts and demo extracts. Does not belong here: other source
systems."""
