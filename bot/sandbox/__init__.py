"""A Telegram stand-in: one bot, its people and groups, and the Bot API as Telegram answers it.

It lets the whole of Tin Báo run without a token and without a network, in tests and for practice. It knows nothing of
Tin Báo: it plays Telegram, so it must never learn what a tip, a unit or a receipt is.
"""
