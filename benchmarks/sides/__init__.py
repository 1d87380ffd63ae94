"""What an office might write instead of using the program, to compare with it: one module for each way."""
