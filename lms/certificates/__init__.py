"""Certificates: what is issued, the document that shows it, its verification and its withdrawal.

The document is made below the database, by pure functions: `codes` for the code
that is printed, `lettering` and `document` for the page, `signing` and `verdicts` for the seal
that no change survives.
"""
