"""Posters: one sheet of A4 for each commune, with the code that opens the bot there. The running bot never loads it."""
