"""The threads of the forward pass, and how many threads BLAS may use beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from threading import Condition

from threadpoolctl import LibController, ThreadpoolController

# BLAS gives a matrix product of no more multiplications to one thread in any case.
SINGLE_PRODUCTS = 2**18


def run_blocks(
    work: Callable[[int], object],
    are_small: Sequence[bool],
    products: int,
    *,
    alone: bool = False,
) -> None:
    """Do `work` for the number of each block, the large ones on all cores, or `alone` on this one.

    For a large block BLAS is held to one thread; the products of a small one, of at most `products`
    multiplications each, are shared by all of its threads. Since nothing else decides it, the bits
    of a block depend neither on the other blocks nor on the number of threads. After an error no
    further block is begun, and the error is raised once the blocks under way are done.
    """
    large = [number for number, is_small in enumerate(are_small) if not is_small]
    small = [number for number, is_small in enumerate(are_small) if is_small]
    if large:
        with blas_for(False, products):
            _work_off(work, large, 0 if alone else min(n_threads(), len(large)) - 1)
    if small:
        with blas_for(True, products):
            _work_off(work, small, 0)


def blas_for(is_small: bool, products: int) -> AbstractContextManager[object]:
    """While here, BLAS works as it must for the products of a small or of a large block."""
    if products <= SINGLE_PRODUCTS:
        return nullcontext()
    return _blas.all_threads() if is_small else _blas.one_thread_each()


def n_threads() -> int:
    """How many threads work at once."""
    return os.cpu_count() or 1


def _work_off(work: Callable[[int], object], numbers: list[int], n_helpers: int) -> None:
    waiting = iter(numbers)  # taking the next of a list is one step, also between threads
    errors: list[BaseException] = []

    def work_off() -> None:
        for number in waiting:
            if errors:
                return
            try:
                work(number)
            except BaseException as error:
                errors.append(error)

    helpers = [_pool().submit(work_off) for _ in range(n_helpers)]
    work_off()
    for helper in helpers:
        helper.result()
    if errors:
        raise errors[0]


class _Blas:
    """How many threads share a product decides its last bits, so the two ways never mix."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._n_single = self._n_shared = 0  # pieces of work under way in each way

    @contextmanager
    def one_thread_each(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._n_shared == 0)
            self._n_single += 1
            if self._n_single == 1:
                _limit(1)
        try:
            yield
        finally:
            with self._changed:
                self._n_single -= 1
                if self._n_single == 0:
                    _limit(_free_threads())
                    self._changed.notify_all()

    @contextmanager
    def all_threads(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: self._n_single == 0)
            self._n_shared += 1
            if self._n_shared == 1:
                _limit(_free_threads())
        try:
            yield
        finally:
            with self._changed:
                self._n_shared -= 1
                if self._n_shared == 0:
                    self._changed.notify_all()


@cache
def _libraries() -> list[LibController]:
    """The BLAS that NumPy has loaded."""
    libraries: list[LibController] = ThreadpoolController().select(user_api="blas").lib_controllers
    return libraries


@cache
def _free_threads() -> int:
    """As many as BLAS began with; two at least, whose products have the bits of any number."""
    threads: list[int] = [library.num_threads for library in _libraries()]
    return max(2, *threads)


def _limit(n_threads: int) -> None:
    _free_threads()  # looked up before the first limit
    for library in _libraries():
        library.set_num_threads(n_threads)


_blas = _Blas()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(n_threads(), thread_name_prefix="forward")
