"""Rules of the Regulation and of the county that several stages ask: limits, windows, and what is never shown."""
