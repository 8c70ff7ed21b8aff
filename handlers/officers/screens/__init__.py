"""What officers see: pure functions from facts and words to texts and buttons."""
