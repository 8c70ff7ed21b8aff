"""Cleaning of photos: bytes in, clean bytes out, or a refusal.

The bot's process holds `cleaner` and `process` alone; decoding is done in a process of its own (`worker`), which ends
with whatever a hostile file does to it. Nothing here knows residents, tips, Telegram or a store.
"""
