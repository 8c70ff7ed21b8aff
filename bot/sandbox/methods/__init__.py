"""The Bot API methods that the stand-in plays, one module a subject."""
