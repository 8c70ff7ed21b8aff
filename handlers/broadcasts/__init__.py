"""Broadcasts on Telegram: the bulletin as residents see it, and how it is carried to each of them."""
