"""An edition is made again aside, of the inputs as they lie there now, and compared with what was published.

``aside`` puts back what the edition saw when it was made: earlier editions, issued papers, 发文登记. ``contents``
compares two files by what they say, ``again`` does it all and tells it.
"""
