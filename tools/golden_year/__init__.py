"""The golden year: six invented townships, what happened to their matters in 2023, and the workbook that works their figures out."""
