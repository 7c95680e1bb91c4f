"""Static files: one address a version, compressed once, kept by the browser for a year."""

import gzip
import hashlib
import os
import shutil
import tempfile
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

SOURCE = Path(__file__).resolve().parent.parent / "static"
TEXTS = {".css", ".js", ".svg", ".txt", ".json"}


def init_static(app: Flask) -> None:
    """Serve lms/static under /static/<version>/; `static_url('app.css')` gives a file's address."""
    version = _version()
    app.jinja_env.globals["static_url"] = lambda name: f"/static/{version}/{name}"
    folder = _compressed(Path(app.config["DATA"]) / "static", version)
    served = WhiteNoise(app.wsgi_app, max_age=31536000, add_headers_function=_headers)
    served.add_files(str(folder), prefix=f"static/{version}/")
    app.wsgi_app = served


def _files() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*") if path.is_file())


def _version() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(str(path.relative_to(SOURCE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def _compressed(cache: Path, version: str) -> Path:
    """A copy of the static files with .br and .gz beside each text; made once a version."""
    ready = cache / version
    if ready.is_dir():
        return ready
    cache.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=cache))
    for path in _files():
        copy = making / path.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if path.suffix in TEXTS:
            data = path.read_bytes()
            copy.with_name(copy.name + ".gz").write_bytes(gzip.compress(data, 9, mtime=0))
            copy.with_name(copy.name + ".br").write_bytes(brotli.compress(data, quality=11))
    try:
        os.replace(making, ready)
    except OSError:  # another process was first
        shutil.rmtree(making)
    return ready


def _headers(headers, _path, _url) -> None:
    headers["Cache-Control"] = "public, max-age=31536000, immutable"
    headers["X-Content-Type-Options"] = "nosniff"
