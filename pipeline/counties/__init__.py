"""Many counties in one call: each is a unit that is made by itself, here or by the workers of a Dask cluster.

A unit is what ``run`` does for one county, with the same pure stages; only a few words come back of it.
"""
