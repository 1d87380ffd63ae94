"""审核.html, the page on which the office reviews a run."""
