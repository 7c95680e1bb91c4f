"""Sending a folder as an author does, and one in which a word has changed."""

import io

from tests.content import small
from tests.content.zipping import zip_of_folder

CHANGED = {
    "programmes/reps.yaml": small.PROGRAMME.replace('"1.0"', '"1.1"'),
    "modules/hearings/01-before.md": small.PAGE.replace("twice", "three times"),
}


def packed(tmp_path, **changes) -> bytes:
    return zip_of_folder(small.write(tmp_path / "mine", **small.RICH | changes), top="mine/")


def send(browser, packed: bytes, name="mine.zip"):
    return browser.post("/material", data={"file": (io.BytesIO(packed), name)})
