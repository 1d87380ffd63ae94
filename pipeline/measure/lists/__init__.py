"""The lists behind the papers and the office's working lists."""
