"""One reader per file format, with what it needs to be trusted with a stranger's bytes."""
