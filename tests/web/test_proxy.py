"""Whose address counts when a proxy hands the request on."""

import pytest

from lms.web.proxy import BehindProxy


@pytest.mark.parametrize(("peer", "forwarded", "found"), [
    ("203.0.113.9", "", "203.0.113.9"),
    ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # a stranger's own header is not believed
    ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
    ("127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),  # the last entry is the proxy's own
    ("::1", "2001:db8::7", "2001:db8::7"),
    ("127.0.0.1", "nonsense", "127.0.0.1"),
    ("", "198.51.100.1", ""),
])
def test_only_a_proxy_on_this_machine_is_believed_and_only_its_last_word(peer, forwarded, found):
    seen = []
    BehindProxy(lambda environ, _start: seen.append(environ["REMOTE_ADDR"]))(
        {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}, None)
    assert seen == [found]
