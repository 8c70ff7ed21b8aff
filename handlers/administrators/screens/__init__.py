"""What administrators see: pure functions from facts and words to screens. No tip is ever among the facts."""
