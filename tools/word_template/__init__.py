"""How the Word templates in templates/ are made: clean parts, the office's styles, blocks of a 公文."""
