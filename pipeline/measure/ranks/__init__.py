"""Scores, groups, titles and streaks: how a unit stands beside the others."""
