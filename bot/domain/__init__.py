"""The rules of the tip line: frozen data and pure functions. No await, no I/O, no words for people, no clock."""
