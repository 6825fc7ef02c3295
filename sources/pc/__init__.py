"""The planning and control cycle as the controllers keep it, copied from public documents: contracts and demo extracts.
Does not belong here: statements of partners (`sources.opgave`)."""
