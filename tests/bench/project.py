"""Where the project lies, and how it stands."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BUSY = 0.5  # of a processor's load before the bench begins


def machine() -> dict:
    """What the figures were measured on."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"), "python": sys.version.split()[0],
        "processors": len(os.sched_getaffinity(0)), "commit": _commit(), "load_before": load(),
    }


def load() -> float:
    """How many processes wanted a processor, on average over the last minute."""
    return round(os.getloadavg()[0], 2)


def _commit() -> str:
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, text=True)
    return said.stdout.strip()
