"""Packs workbooks with XlsxWriter, made quick, and made to stop when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from nnfs_core.errors import Cancelled
from nnfs_core.files.refused_writing import TemporaryFolderError
from nnfs_core.progress import IsCancelled, stop_if


@contextmanager
def new_workbook(
    file: BinaryIO, names: Sequence[str], folder: str, cancelled: IsCancelled
) -> Iterator[tuple[Any, list[Any]]]:
    """A workbook with sheets of these names; it is packed into `file` when the `with` block ends.

    The rows of each sheet must be written from the first to the last, as complete ones go to
    temporary files in `folder`. Raises OSError when `file` cannot be written, TemporaryFolderError
    when those cannot, and Cancelled.
    """
    check = partial(stop_if, cancelled)
    target = _Stoppable(file, cancelled)
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": folder})
    try:
        book.use_zip64()
        sheets = [book.add_worksheet(name, _Worksheet) for name in names]
        for sheet in sheets:
            sheet.stop_if_asked = check
        yield book, sheets
        check()
        book.close()
    except (OSError, FileCreateError) as error:
        if target.refused is not None:
            raise target.refused from None
        refused = error if isinstance(error, OSError) else error.args[0]
        raise TemporaryFolderError(refused, Path(folder).parent) from None
    finally:
        target.stop()
        book.fileclosed = True
        for sheet in book.worksheets():
            for each in (sheet.row_data_fh, sheet.fh):  # the second was being packed when stopped
                with suppress(OSError):
                    each.close()


class _Worksheet(Worksheet):  # type: ignore[misc]
    """A sheet that takes formulas as they are, and all digits of numbers.

    The library looks in each formula for thirty functions of newer Excels, which ours do not use;
    that is most of the time that it takes to write one. Of numbers it writes 16 digits, with which
    two in five of float64 read back as another one.
    """

    stop_if_asked: Callable[[], None] = staticmethod(lambda: None)

    def _assemble_xml_file(self) -> None:
        self.stop_if_asked()
        super()._assemble_xml_file()

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _xml_number_element(
        self, number: float, attributes: Sequence[tuple[str, object]] = ()
    ) -> None:
        written = "".join(f' {name}="{value}"' for name, value in attributes)
        self.fh.write(f"<c{written}><v>{repr(number).removesuffix('.0')}</v></c>")


class _Stoppable:
    """The file that a workbook is packed into: writing to it can be stopped.

    The packer, when it is thrown away, writes an end to what it began. By then nobody wants it, and
    the file may be closed; so nothing is written any more, only counted.
    """

    def __init__(self, file: BinaryIO, cancelled: IsCancelled) -> None:
        self._file, self._cancelled = file, cancelled
        self._stopped_at: int | None = None
        self.refused: OSError | None = None  # what the file itself could not take

    def stop(self) -> None:
        if self._stopped_at is None:
            self._stopped_at = self._file.tell()

    def write(self, content: bytes) -> int:
        if self._stopped_at is not None:
            self._stopped_at += len(content)
            return len(content)
        if self._cancelled():
            self.stop()
            raise Cancelled
        with self._noting():
            return self._file.write(content)

    def seek(self, offset: int, whence: int = 0) -> int:
        if self._stopped_at is not None:
            self._stopped_at = offset
            return offset
        with self._noting():
            return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell() if self._stopped_at is None else self._stopped_at

    def flush(self) -> None:
        if self._stopped_at is None:
            with self._noting():
                self._file.flush()

    def seekable(self) -> bool:
        return True

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.refused = error
            raise
