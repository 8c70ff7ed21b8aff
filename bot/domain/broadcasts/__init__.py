"""Broadcasts: what is told to residents who asked for it, by whom, to whom and when."""
