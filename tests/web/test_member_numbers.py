"""The lists beside the members are no membership numbers, whatever is asked of them."""

import pytest


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name, methods", [
    ("imports", {"GET", "HEAD", "OPTIONS", "POST"}), ("addresses", {"GET", "HEAD", "OPTIONS"}),
    ("imports-2", {"GET", "HEAD", "OPTIONS", "PUT"}), ("HMT 00412", {"GET", "HEAD", "OPTIONS", "PUT"}),
])
def test_what_an_address_beside_the_members_allows(app, name, methods):
    assert set(app.url_map.bind("localhost").allowed_methods(f"/api/v1/members/{name}")) == methods
