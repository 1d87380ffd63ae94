"""The lists behind the papers and the office's working lists, one module per list or family of lists.

``attention`` decides which township gets which letter; ``desk_lists`` holds the lists of the office alone.
"""
