"""What is sent slowly comes in while everybody else may go on writing."""

import io
import sqlite3
from contextlib import closing

import pytest

from tests import make


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_nobody_is_kept_from_writing_while_a_body_comes_in(house, writing, by_program):
    with writing():
        administrator = make.an_administrator()
    path = house[1].path

    class Body(io.BytesIO):
        def readinto(self, piece):
            with closing(sqlite3.connect(path, timeout=0)) as other:
                other.execute("BEGIN IMMEDIATE")
                asked.append(len(piece))
            return super().readinto(piece)

    asked = []
    sent = b'{"name": "Wales", "jurisdiction": "England and Wales"}'
    answer = by_program(administrator).post(
        "/regions", input_stream=Body(sent), content_length=len(sent), content_type="application/json",
    )
    assert answer.status_code == 201 and asked
