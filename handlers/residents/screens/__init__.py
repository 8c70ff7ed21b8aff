"""What residents see: pure functions from facts and words to screens."""
