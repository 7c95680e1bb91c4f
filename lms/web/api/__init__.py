"""The frame of the second door: `/api/v1`, for programs.

A room's `api.py` makes one `Door` and hangs its routes on it. Schemas and operations are those of
the pages; what is here is the same for all: problem details, tokens' limits, repeated requests,
entity tags, lists page by page, and the document that describes it.
"""

from lms.web.api.doors import Door, read
from lms.web.api.lists import Listing, listed
from lms.web.api.tags import unchanged

__all__ = ["Door", "Listing", "listed", "read", "unchanged"]
