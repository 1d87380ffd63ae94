"""The figures of a period in one frozen Report: every stage in its order, nothing written."""
