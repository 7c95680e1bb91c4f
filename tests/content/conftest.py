"""A server with a folder that is published, and an author who sends another."""

import pytest

from lms.audit import Program
from lms.content import publications, reading_uploads
from tests import make
from tests.content import small


@pytest.fixture
def server(tmp_path, app):
    """The server's folder, published as 1.0."""
    app.config["CONTENT"] = small.write(tmp_path / "server", **small.RICH)
    reading_uploads._read.clear()
    return app.config["CONTENT"]


@pytest.fixture
def published(server, writing):
    with writing():
        publications.publish_folder(publications.take(server), actor=Program("the tests"), now=make.NOW)


@pytest.fixture
def huw(signed_in, writing, published):
    with writing():
        author = make.an_author()
    return signed_in(author)


@pytest.fixture
def denise(signed_in, writing, published):
    with writing():
        administrator = make.an_administrator()
    return signed_in(administrator)
