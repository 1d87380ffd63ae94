"""What every room uses, one thing per module: place, finding, rate, period, grid, same_number, errors, and helpers."""
