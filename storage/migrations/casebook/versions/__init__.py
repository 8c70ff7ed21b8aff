"""The casebook's versions, in order."""
