"""The application: what is true whoever talks to it."""
