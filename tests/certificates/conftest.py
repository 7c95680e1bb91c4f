"""A finished run whose certificates can be issued."""

import pytest

from lms import demo_mark
from tests.make import a_finished_run, a_trainee_who_completed, an_accredited_rep
from tests.staging import staged


@pytest.fixture
@staged
def finished(writing):
    """A run with two accredited reps, one who completed, and one who did neither; in a demo database."""
    with writing():
        demo_mark.mark_as_demo()
        run = a_finished_run()
        an_accredited_rep(run, name="Rhiannon Prŷs", email="rhiannon@example.org")
        an_accredited_rep(run, name="Ṣọlá Adéyẹmí", companion=False)
        a_trainee_who_completed(run, name="Inês Ferreira")
        a_trainee_who_completed(run, name="Delyth Prosser", decided=False)
        return run.ref
