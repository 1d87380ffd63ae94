"""Whose matter it is, from which day and by whose word.

``holders`` gives the stands of all matters; ``matters`` says which must be walked, ``walk`` (on ``ground`` and
``moving``) goes through the folders of one. ``stand`` has the records, ``records`` what registers and editions say,
``known`` the matters that only editions have, ``history`` what follows from the stands.
"""
