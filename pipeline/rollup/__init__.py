"""Many counties' published editions become one: sums, ranks of counties and of townships, and the papers of a city."""
