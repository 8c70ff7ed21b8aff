"""The vault's revisions, one a file, in order."""
