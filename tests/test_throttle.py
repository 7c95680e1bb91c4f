"""How often something may be tried: counted in the database, forgotten after a success or a day."""

from datetime import timedelta

from sqlalchemy import func, select

from lms import throttle
from lms.throttle import Attempt
from tests.make import NOW

HOUR = timedelta(hours=1)


def test_after_the_limit_one_waits_until_the_first_try_is_old_enough(writing):
    with writing():
        for minute in range(3):
            assert throttle.wait_needed("sign in", "a@example.org", 3, HOUR, NOW) is None
            throttle.count("sign in", "a@example.org", NOW + timedelta(minutes=minute))
        later = NOW + timedelta(minutes=10)
        assert throttle.wait_needed("sign in", "A@Example.org", 3, HOUR, later) == timedelta(minutes=50)
        assert throttle.wait_needed("sign in", "b@example.org", 3, HOUR, later) is None
        assert throttle.wait_needed("sign in", "a@example.org", 3, HOUR, NOW + HOUR + timedelta(minutes=1)) is None


def test_a_success_wipes_the_slate(writing):
    with writing():
        throttle.count("sign in", "a@example.org", NOW)
        throttle.forget("sign in", "a@example.org")
        assert throttle.wait_needed("sign in", "a@example.org", 1, HOUR, NOW) is None


def test_no_address_is_kept_in_the_clear_and_old_tries_are_dropped(writing, in_context):
    with writing():
        throttle.count("sign in", "a@example.org", NOW)
        throttle.count("sign in", "a@example.org", NOW + timedelta(days=2))
    with in_context() as session:
        assert session.scalar(select(func.count(Attempt.id))) == 1
        assert "example" not in session.scalar(select(Attempt.key))
