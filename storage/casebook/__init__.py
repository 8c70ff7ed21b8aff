"""The casebook in a database: tips, staff and what was done. There is no column for who a resident is."""

from storage.casebook.session import Casebook, CasebookSession

__all__ = ["Casebook", "CasebookSession"]
