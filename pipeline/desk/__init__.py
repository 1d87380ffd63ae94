"""The desk: a local page on which an office does its month without a terminal. It computes nothing.

``serve`` starts it once per inputs folder and leaves when told; ``app`` answers, behind ``guard``; ``inbox`` puts files
into inputs/PERIOD, where the command line reads them alike; ``clerk`` asks ``worker``, one warm process, in which
``tasks`` do what commands do.
"""
