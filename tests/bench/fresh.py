"""Work done in processes of their own, so that no measurement finds what another left behind."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor


def in_fresh_process(work: Callable, *arguments):
    """What `work` returns, from a new interpreter."""
    return in_fresh_processes(work, [arguments])[0]


def in_fresh_processes(work: Callable, calls: list[tuple]) -> list:
    """The same for several at once, each in an interpreter of its own."""
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(calls), mp_context=spawned, max_tasks_per_child=1) as pool:
        return [each.result() for each in [pool.submit(work, *arguments) for arguments in calls]]
