"""Measures of Tin Báo beside a bare echo bot, both against the same Telegram stand-in. Nothing else imports this."""
