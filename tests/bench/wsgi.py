"""The app with the bench's own pages, for a real server; its data by LMS_DATA and LMS_DATABASE_URL."""

from lms import jobs
from tests.bench.floor import measured_app

app = measured_app()
jobs.get_ready(app)
