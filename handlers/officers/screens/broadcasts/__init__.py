"""What officers see of broadcasts."""
