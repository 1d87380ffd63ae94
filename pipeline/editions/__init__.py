"""What was published under outputs: written whole or not at all, and read back by the periods that follow."""
