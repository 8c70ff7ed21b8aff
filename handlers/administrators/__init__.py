"""The face that administrators see."""
