"""Tolpuddle takes a union member from her first course to her accreditation as a rep.

Read the rooms in this order and you have read her way: she is known (`people`), she works
somewhere that an officer looks after (`workplaces`), there is something to learn (`content`)
and a place where what she holds is written down (`record`). A course is put on (`runs`), she
gets a place (`bookings`), reads (`learning`), comes (`attendance`), writes her case studies
(`casework`) and says what the course was like (`feedback`). The rule then says whether she may
be accredited (`accreditation`), and she gets her certificate (`certificates`). `desk` is the
page that each of us starts from, and `demo` fills an empty union so that one can look around.
Imports run one way, up this story.
"""

from lms.app import create_app

__all__ = ["create_app"]
