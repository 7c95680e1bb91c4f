"""For programs: how far a job is, and an officer's region."""

from flask import abort
from marshmallow import Schema, fields, validate

from lms import jobs
from lms.web import administrators
from lms.web.api import Door

api = Door("Desk", __name__, "What shows several rooms at once: an officer's region; and how far jobs are.")


class JobShown(Schema):
    """How far a job is."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("waiting", "running", "done", "failed")))
    sentence = fields.String(required=True)
    remedy = fields.String(required=True, metadata={"description": "A command for whoever runs the server, or empty."})
    created_at = fields.AwareDateTime(required=True)
    finished_at = fields.AwareDateTime(required=True, allow_none=True)


@api.get("/jobs/<job_id>")
@administrators
@api.gives(200, JobShown)
def job(job_id):
    """How far a job is: an import, the documents of certificates, a mail."""
    try:
        return jobs.status(job_id)
    except LookupError:
        abort(404)
