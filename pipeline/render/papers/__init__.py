"""The office's Word papers: what each says, by the names that its template uses."""
