"""What every room speaks: a place, a finding, a rate, a period, a grid; and the few helpers that know nothing of petitions."""
