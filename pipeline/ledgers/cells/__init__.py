"""What one cell means: its value by its column, the words of clerks, the township that it names, what 处理决定 decides.

``values`` converts whole columns, each distinct cell once. Nothing here knows of a sheet beyond the column.
"""
