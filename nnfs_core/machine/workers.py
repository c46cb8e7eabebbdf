"""Runs the forward pass on threads, each with a BLAS that is held to one thread."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from threading import Lock

from threadpoolctl import LibController, ThreadpoolController

# BLAS gives a matrix product of no more multiplications to one thread in any case.
SINGLE_PRODUCTS = 2**18


def run_blocks(
    work: Callable[[int], object], n_blocks: int, products: int, *, alone: bool = False
) -> None:
    """Do `work` for the number of each block on all cores, or `alone` on this one.

    `products` are the multiplications of the largest matrix product. After an error no further
    block is started, and the error is raised once the blocks under way are done.
    """
    waiting = iter(range(n_blocks))  # `next` is atomic: each thread gets another block
    errors: list[BaseException] = []

    def work_off() -> None:
        for number in waiting:
            if errors:
                return
            try:
                work(number)
            except BaseException as error:
                errors.append(error)

    with blas_alone(products):
        n_helpers = 0 if alone else min(n_threads(), n_blocks) - 1
        helpers = [_pool().submit(work_off) for _ in range(n_helpers)]
        work_off()
        for helper in helpers:
            helper.result()
    if errors:
        raise errors[0]


def blas_alone(products: int) -> AbstractContextManager[None]:
    """While here, BLAS works on the thread that calls it.

    How many threads share a matrix product decides its last bits. And a thread of BLAS that has
    gone to sleep wakes so late that a small product takes a hundred times as long.
    """
    return nullcontext() if products <= SINGLE_PRODUCTS else _blas.held()


def n_threads() -> int:
    """How many threads work at once."""
    return os.cpu_count() or 1


class _Blas:
    """Holds BLAS to one thread while anyone needs it, and gives the others back after that."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._n_holding = 0
        self._free_threads: list[int] = []

    @contextmanager
    def held(self) -> Iterator[None]:
        with self._lock:
            self._n_holding += 1
            if self._n_holding == 1:
                self._free_threads = [each.num_threads for each in _libraries()]
                self._set([1] * len(_libraries()))
        try:
            yield
        finally:
            with self._lock:
                self._n_holding -= 1
                if self._n_holding == 0:
                    self._set(self._free_threads)

    def _set(self, n_threads: list[int]) -> None:
        for library, count in zip(_libraries(), n_threads, strict=True):
            library.set_num_threads(count)


_blas = _Blas()


@cache
def _libraries() -> list[LibController]:
    """The BLAS that NumPy has loaded."""
    libraries: list[LibController] = ThreadpoolController().select(user_api="blas").lib_controllers
    return libraries


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(n_threads(), thread_name_prefix="forward")
