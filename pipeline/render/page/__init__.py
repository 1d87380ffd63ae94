"""审核.html, the page on which the office reviews a run.

``parts`` makes the records that the template shows, out of ``townships`` (ranking, details), ``charts`` and ``listing``
(the long tables); ``review_page`` fills the template.
"""
