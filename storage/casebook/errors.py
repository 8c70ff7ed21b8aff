"""Faults of whoever calls the casebook. They carry no value."""


class ReferenceTaken(Exception):  # noqa: N818 - it says what happened
    """Another tip has this reference: ask `is_free` before."""


class TipUnknown(Exception):  # noqa: N818 - it says what happened
    """The tip is not kept, or its key has been destroyed."""


class NotStaff(Exception):  # noqa: N818 - it says what happened
    """A private chat that is no officer's was to be kept here: it may be a resident's."""
