"""The practice room: the real bot against the stand-in, with a page to play everybody, and the story told in words.

Unlike the stand-in itself it knows what the bot is for: who residents and officers are, what a tip and a receipt look
like on a screen. It never looks into the bot's stores: what it says, it has seen as people see it.
"""
