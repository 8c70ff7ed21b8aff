"""The casebook's revisions."""
