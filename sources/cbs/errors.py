"""What can go wrong between us and CBS, as exceptions with a Dutch message for whoever runs the load.

Only the exception classes belong here: the modules that notice the trouble write the messages.
"""


class CbsFout(Exception):
    """A harvest did not succeed; the figures that were loaded before stay as they are."""


class CbsOnbereikbaar(CbsFout):
    """The service did not give a usable answer, not even after waiting and asking again."""


class CbsTabelOntbreekt(CbsFout):
    """The service answers, but does not know the table: withdrawn, succeeded, or misspelt."""


class CbsLayoutAfwijkend(CbsFout):
    """The observations do not have the columns that our question expects."""


class OogstBeschadigd(ValueError):
    """A stored harvest is not what was once written: cut off, edited, or no harvest at all."""
