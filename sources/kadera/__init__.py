"""Kadera, women's shelter: contracts and demo extracts. Does not belong here: other source systems."""
