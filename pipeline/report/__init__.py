"""The figures of a period in one frozen Report; nothing is written here.

``compute`` runs the stages in order: ``sources`` picks the folders, ``figures`` measures, ``judgement`` ranks,
``restate`` measures earlier editions anew. ``earlier`` reads what they published; ``tables`` and ``notes`` finish the
Report.
"""
