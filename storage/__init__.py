"""Persistence: two stores with a key each, sealed field by field."""
