"""What stands around the pages of a preview: a line that says what it is, and nothing that is sent there is kept."""

import re

from flask import Flask, flash, jsonify, redirect, request

PATH = re.compile(r"(?:/api/v1)?/my-course/PREVIEW-(\d{1,9})-", re.IGNORECASE)
PLAYED = re.compile(r"/my-course/PREVIEW-[^/]+/modules/[^/]+/practice/", re.IGNORECASE)  # which keeps nothing itself
NOTHING_KEPT = "This is a preview: nothing is kept, and nobody sees what you choose here."


def init_previews(app: Flask) -> None:
    app.before_request(_keep_nothing)
    app.context_processor(lambda: {"preview": _shown()})
    app.after_request(_store_nowhere)


def _shown() -> str | None:
    """Where the upload of the preview that is shown lies."""
    found = PATH.match(request.path)
    return found and f"/material/uploads/{int(found[1])}"


def _keep_nothing():
    if request.method in ("GET", "HEAD", "OPTIONS") or not PATH.match(request.path) or PLAYED.match(request.path):
        return None
    if request.path.startswith("/api/") or request.accept_mimetypes.best == "application/json":
        return jsonify(title=NOTHING_KEPT, detail=NOTHING_KEPT, code="preview"), 422
    flash(NOTHING_KEPT, "info")
    came_from = request.referrer or ""
    return redirect(came_from if came_from.startswith(request.host_url) else _shown(), 303)


def _store_nowhere(response):
    if PATH.match(request.path):
        response.headers["Cache-Control"] = "no-store"
    return response
