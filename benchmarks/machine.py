"""What machine this is, and how busy others keep it."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

QUIET_CORES = 0.15


def processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown processor"


def busy_cores(seconds: float = 1.0) -> float:
    """How many cores' worth of work the whole machine does (Linux)."""
    before = _ticks()
    time.sleep(seconds)
    return (_ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds


def wait_until_quiet(patience_s: float) -> float:
    """How busy the machine still is, in cores, when it is quiet or our patience is over."""
    until = time.monotonic() + patience_s
    while (busy := busy_cores()) > QUIET_CORES and time.monotonic() < until:
        time.sleep(1)
    return busy


def _ticks() -> int:
    user, nice, system, _, _, *rest = Path("/proc/stat").read_text().split("\n")[0].split()[1:8]
    return sum(map(int, (user, nice, system, *rest)))
