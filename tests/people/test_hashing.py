"""The real, slow hashing of passwords; the other tests hash with the least of work."""

from argon2 import extract_parameters
from argon2.low_level import Type

from lms.people import accounts
from tests import make


def test_a_hash_costs_a_guesser_memory_and_time_and_that_of_nobody_as_much(real_hashing):
    password_hash = accounts.hash_password(make.PASSWORD)
    for each in (password_hash, accounts._NOBODY):
        cost = extract_parameters(each)
        assert cost.type is Type.ID
        assert cost.memory_cost >= 19 * 1024 and cost.time_cost >= 2  # OWASP's floor for Argon2id
    assert accounts.fits(password_hash, make.PASSWORD)
    assert not accounts.fits(password_hash, "seven quiet badgers")
    assert not accounts.fits(None, make.PASSWORD)
    assert accounts.hash_password(make.PASSWORD) != password_hash


def test_she_signs_in_with_it(real_hashing, client, writing):
    with writing():
        account = make.an_account(make.a_member(email="rhiannon@example.org"))
        account.password_hash = accounts.hash_password(make.PASSWORD)
    given = {"email": "rhiannon@example.org", "password": make.PASSWORD}
    assert client.post("/sign-in", data=given | {"password": "seven quiet badgers"}).status_code == 422
    assert client.post("/sign-in", data=given).status_code == 303


def test_the_other_tests_hash_with_little_work():
    assert extract_parameters(accounts.hash_password(make.PASSWORD)).memory_cost < 1024
