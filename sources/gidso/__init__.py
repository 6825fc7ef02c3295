"""Gidso Regie, the registration of the Wijkteams: contracts and demo extracts. Does not belong here: other source
systems."""
