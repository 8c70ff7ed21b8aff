"""Telegram and nothing else: no rule, no SQL."""

import os

#: The library reads this once; without it every duration that Telegram names comes with a warning.
os.environ.setdefault("PTB_TIMEDELTA", "1")
