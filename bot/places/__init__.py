"""The directory of the province: its units, its communes and their names, its kinds and outcomes."""
