"""The table of matters becomes indicators, three-none conditions, ranks. Pure arithmetic on whole numbers."""
