"""A press that takes no time, and the jobs that are queued for it."""

import pytest

from lms import jobs
from lms.papers import printing


@pytest.fixture
def quick_press(monkeypatch):
    """How it is drawn is told by test_documents; here a file is the page that it is made of."""
    monkeypatch.setattr(printing, "draw", lambda html, codes: b"%PDF-" + html.encode())


@pytest.fixture
def worked(app):
    def work(**how):
        """Do what is queued; how many files of it were to be made."""
        with app.app_context():
            files = len(jobs.ids_of_unfinished("papers.make"))
            jobs.run_jobs_now(**how)
            return files

    return work
