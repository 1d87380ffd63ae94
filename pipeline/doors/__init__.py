"""What people touch: the command line and what it prints.

``cli`` parses and prints for generate.py, ``outcome`` makes the lines after a run or check, ``blank_forms`` writes
empty ledgers and settings, ``trial`` tries the reader on any folder, ``text_storage`` sets how pandas stores texts,
``garbage`` how often Python looks for garbage.
Heavy imports stand inside functions, so that help opens at once.
"""
