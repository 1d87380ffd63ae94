"""What every room uses: a place, a finding, a rate, a period, a grid, and helpers that know nothing of petitions."""
