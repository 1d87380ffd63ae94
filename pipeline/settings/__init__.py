"""设置.xlsx: read, checked and frozen."""
