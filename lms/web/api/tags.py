"""Entity tags: what was read is changed only as it was read, and isn't sent twice."""

import hashlib
import json

from flask import request

from lms.web.api.problems import Problem


def tag_of(shown: object) -> str:
    """The tag of a thing as it is shown; another as soon as anything of it is another."""
    text = json.dumps(shown, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def unchanged(schema, thing) -> None:
    """Go on only if the thing is still as `If-Match` says that it was read.

    Raises Problem: 428 without `If-Match`, 412 if it has changed.
    """
    if not request.if_match:
        raise Problem("no-tag", errors=[("header.If-Match", "Send the ETag that you read.")])
    # What isn't there fits no tag, not even *.
    if thing is None or tag_of(schema().dump(thing)) not in request.if_match:
        raise Problem("changed", errors=[("header.If-Match", "Read it again, and send the ETag that you get.")])
