"""The data folder and the secrets in it, made on first run: folders 0700, files 0600."""

import os
import secrets
from pathlib import Path


def prepare_folder(data: Path) -> None:
    """Make the data folder; raises OSError with a sentence where that can't be done."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        data.chmod(0o700)
        (data / "keys").mkdir(mode=0o700, exist_ok=True)
        probe = data / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        raise OSError(
            f"the data folder {data} can't be written ({problem.strerror}). "
            "Choose another with LMS_DATA, or give this account the right to it."
        ) from None


def secret_key(data: Path) -> str:
    """The key that signs sessions; made once."""
    return kept(data / "keys" / "secret", lambda: secrets.token_hex(32).encode()).decode()


def kept(path: Path, make) -> bytes:
    """The bytes in a file of mode 0600; the first process to ask makes them, and all agree."""
    if not path.exists():
        making = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        handle = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(making, path)
        except FileExistsError:  # another process was first: its key holds
            pass
        finally:
            making.unlink()
    return path.read_bytes()
