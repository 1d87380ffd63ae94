"""For every rule of the checking catalogue a ledger that breaks it and no other, and the sentence that is said of it."""
