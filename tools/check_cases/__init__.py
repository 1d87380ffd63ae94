"""For every rule of checking a ledger that breaks it and no other, and the sentence that the program says of it."""
