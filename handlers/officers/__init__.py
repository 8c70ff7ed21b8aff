"""The face that officers see."""
