"""汇总.xlsx, sheet by sheet."""
