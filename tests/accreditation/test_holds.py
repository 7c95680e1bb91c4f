"""What is open against somebody: once, whoever clicks how often."""

import pytest

from lms.accreditation.operations import close_hold, open_hold
from lms.refusal import Refusal
from tests import make
from tests.make import NOW

OPEN = {"kind": "query", "reason": "Which employer is it", "now": NOW}


def test_the_same_question_is_open_once_until_it_is_closed(writing):
    with writing():
        rep = make.a_member()
        administrator = make.an_administrator()
        first = open_hold(rep, **OPEN | {"actor": administrator})
        with pytest.raises(Refusal, match="open already"):
            open_hold(rep, **OPEN | {"actor": administrator})
        open_hold(rep, **OPEN | {"actor": administrator, "reason": "Who pays the subscription"})
        close_hold(first, reason="Pellow Bay", actor=administrator, now=NOW)
        open_hold(rep, **OPEN | {"actor": administrator})
