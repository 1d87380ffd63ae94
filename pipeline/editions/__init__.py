"""What is published under outputs: written whole or not at all, and read back by the periods that follow.

``publish`` writes an edition's folder, held by ``lock``; ``manifest`` says by what it was made; ``parquet`` writes and
reads its tables; ``archive`` reads earlier editions; ``verify`` compares an edition with its manifest.
"""
