"""SSD, the registration of Werk & Inkomen: contracts and demo extracts. Does not belong here: other source systems."""
