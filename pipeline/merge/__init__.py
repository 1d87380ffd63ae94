"""Many ledgers become one table of matters; every losing row keeps its reason."""
