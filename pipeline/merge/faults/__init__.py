"""What merging finds wrong: numbers that vanished, values changed, omissions, hand-backs, ledgers late or missing."""
