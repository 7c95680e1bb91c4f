"""The workers by name, and when each was last heard of."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from lms.db import UTCDateTime, db

HEARTBEAT = timedelta(seconds=10)
ALIVE_FOR = timedelta(seconds=35)


class Worker(db.Model):
    """A worker that has said "here" and not yet "I am off"; a dead one's row stays until it is replaced."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    machine: Mapped[str] = mapped_column(String(300))
    process: Mapped[int]
    started_at: Mapped[datetime] = mapped_column(UTCDateTime)
    seen_at: Mapped[datetime] = mapped_column(UTCDateTime)

    def is_alive(self, now: datetime) -> bool:
        """Heard of lately, and not known to be gone: on this machine we can look at the process itself."""
        if self.seen_at < now - ALIVE_FOR:
            return False
        return self.machine != this_machine() or _running(self.process)


def this_machine() -> str:
    boot = Path("/proc/sys/kernel/random/boot_id")
    return f"{socket.gethostname()} {boot.read_text().strip() if boot.exists() else ''}".strip()


def _running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
