"""Files that are damaged, foreign or hostile: each is refused in one plain sentence."""

from __future__ import annotations

import json
import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import save_file

from nnfs_core import NnfsError, Project, load
from nnfs_core.files import tensors as reading
from nnfs_core.files.schema import VERSION
from tests.core.refusals import refusal_of_file

GOOD = (Path(__file__).parents[1] / "data" / "version-1.nnfs").read_bytes()


def parts_of(content: bytes) -> tuple[dict[str, Any], bytes]:
    """The header and the data of a safetensors file."""
    length = struct.unpack("<Q", content[:8])[0]
    return json.loads(content[8 : 8 + length]), content[8 + length :]


def file_of(header: object, data: bytes) -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def described(change: Callable[[dict[str, Any]], object]) -> bytes:
    """The good file, with its description changed."""
    header, data = parts_of(GOOD)
    description = json.loads(header["__metadata__"]["nnfs"])
    change(description)
    header["__metadata__"]["nnfs"] = json.dumps(description)
    return file_of(header, data)


def worded(text: str) -> bytes:
    """The good file, with another text for its description."""
    header, data = parts_of(GOOD)
    header["__metadata__"]["nnfs"] = text
    return file_of(header, data)


def tensored(name: str, **changes: object) -> bytes:
    """The good file, with what it declares of one tensor changed."""
    header, data = parts_of(GOOD)
    header[name].update(changes)
    return file_of(header, data)


def refusal_of(content: bytes, folder: Path) -> str:
    path = folder / "some.nnfs"
    path.write_bytes(content)
    return refusal_of_file(load, path)


def test_the_good_file_is_good(tmp_path: Path) -> None:
    path = tmp_path / "some.nnfs"
    path.write_bytes(file_of(*parts_of(GOOD)))
    assert isinstance(load(path), Project)


def test_an_empty_file(tmp_path: Path) -> None:
    assert refusal_of(b"", tmp_path) == "some.nnfs is empty."


def test_a_file_cut_short_anywhere(tmp_path: Path) -> None:
    length = struct.unpack("<Q", GOOD[:8])[0]
    for end in {1, 7, 8, 9, 8 + length // 2, 7 + length, 8 + length, 9 + length, len(GOOD) - 1}:
        assert "cut short" in refusal_of(GOOD[:end], tmp_path)


def test_a_file_with_something_behind_its_end(tmp_path: Path) -> None:
    assert "its tensors do not fill it" in refusal_of(GOOD + b"\0", tmp_path)


@pytest.mark.parametrize("text", [b"hello, this is no network", b"x,y\n1,2\n", b"\x93NUMPY" * 9])
def test_a_file_of_another_kind(tmp_path: Path, text: bytes) -> None:
    assert "is not an NNFS Studio file" in refusal_of(text, tmp_path)


def test_a_safetensors_file_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "model.safetensors"
    save_file({"weight": np.zeros((2, 2))}, path, {"format": "pt"})
    assert refusal_of_file(load, path) == (
        "model.safetensors is a safetensors file, but not one made by NNFS Studio."
    )


def test_a_header_that_claims_more_than_the_file_has(tmp_path: Path) -> None:
    for length in (60 * 2**20, 2**63, 2**64 - 1):
        assert "cut short" in refusal_of(struct.pack("<Q", length) + GOOD[8:], tmp_path)


@pytest.mark.parametrize(
    "header",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b'{"__metadata__":{"nnfs":' + b"[" * 100_000,
        b'{"a":{"dtype":"F64","shape":' + b"[" * 100_000,
        b"{}garbage",
        b"null",
        b"[]",
        b"\xff\xfe",
        b'{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,' + b"9" * 10_000 + b"]}}",
        b'{"a":{"dtype":"F64","shape":[' + b"9" * 10_000 + b'],"data_offsets":[0,8]}}',
        b'{"a":{"dtype":"F64","shape":[1.5],"data_offsets":[0,8]}}',
        b'{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,NaN]}}',
        b'{"a":{"dtype":"F64","shape":[1],"data_offsets":[0]}}',
        b'{"a":{"dtype":"F64","shape":[1]}}',
        b'{"a":null}',
        b'{"__metadata__":null}',
        b'{"__metadata__":{"nnfs":1}}',
        b'{"a\xff":{}}',
    ],
)
def test_a_header_that_makes_no_sense(tmp_path: Path, header: bytes) -> None:
    assert "is not an NNFS Studio file, or it is damaged" in refusal_of(
        file_of(header, b""), tmp_path
    )


@pytest.mark.parametrize(
    ("name", "changes", "fault"),
    [
        ("0.weights", {"shape": [2**40, 3]}, "0.weights has an impossible shape"),
        ("0.weights", {"shape": [2**31, 2**31]}, "the size of 0.weights does not match its place"),
        ("0.weights", {"shape": [-4, -3]}, "0.weights has an impossible shape"),
        ("0.weights", {"shape": [3, 4, 1]}, "0.weights has an impossible shape"),
        ("0.weights", {"shape": [2**32] * 100_000}, "0.weights has an impossible shape"),
        ("0.weights", {"shape": [12]}, "The weights must have two dimensions"),
        ("0.weights", {"shape": []}, "the size of 0.weights does not match its place"),
        ("0.weights", {"shape": [3, 4]}, "need biases of shape (1, 4), but theirs is (1, 3)"),
        ("batch.inputs", {"shape": [12]}, "The inputs must have two dimensions"),
        ("batch.inputs", {"shape": [4, 3]}, "3 features need as many names, but 4 are given"),
        ("batch.inputs", {"shape": [0, 12]}, "does not match its place"),
        ("batch.targets", {"shape": [1, 3]}, "Targets must be one number for each sample"),
        ("0.weights", {"dtype": "F16"}, "the size of 0.weights does not match its place"),
        ("0.weights", {"dtype": "F8_E4M3"}, "0.weights in the unsupported type 'F8_E4M3'"),
        ("0.weights", {"dtype": "U64"}, "0.weights in the unsupported type 'uint64'"),
        ("0.weights", {"dtype": "I64"}, "0.weights is of type int64"),
        ("batch.inputs", {"dtype": "I64"}, "batch.inputs is of type int64"),
        ("0.weights", {"data_offsets": [-8, 88]}, "does not match its place"),
        ("0.weights", {"data_offsets": [2**62, 2**62 + 96]}, "does not match its place"),
    ],
)
def test_a_tensor_that_is_not_what_it_says(
    tmp_path: Path, name: str, changes: dict[str, object], fault: str
) -> None:
    assert fault in refusal_of(tensored(name, **changes), tmp_path)


def test_tensors_that_overlap_or_leave_gaps(tmp_path: Path) -> None:
    header, data = parts_of(GOOD)
    first, last = header["0.weights"]["data_offsets"], header["7.weights"]["data_offsets"]
    assert first[1] - first[0] > last[1] - last[0]
    header["7.weights"]["data_offsets"] = [first[0], first[0] + last[1] - last[0]]
    assert "does not match its place" in refusal_of(file_of(header, data), tmp_path)
    header, data = parts_of(GOOD)
    for each in header.values():
        if "data_offsets" in each:
            each["data_offsets"] = [offset + 8 for offset in each["data_offsets"]]
    assert "does not match its place" in refusal_of(file_of(header, data + b"\0" * 8), tmp_path)


@pytest.mark.parametrize("name", ["0.weights", "0.biases", "7.biases", "batch.inputs"])
def test_a_tensor_that_is_missing_or_goes_by_another_name(tmp_path: Path, name: str) -> None:
    header, data = parts_of(GOOD)
    header["other"] = header.pop(name)
    assert f"is damaged: {name} is missing." in refusal_of(file_of(header, data), tmp_path)


def test_a_tensor_that_belongs_to_nothing(tmp_path: Path) -> None:
    header, data = parts_of(GOOD)
    header["1.weights"] = {
        "dtype": "F64",
        "shape": [1, 1],
        "data_offsets": [len(data), len(data) + 8],
    }
    content = file_of(header, data + b"\0" * 8)
    assert "nothing in it says what 1.weights is for" in refusal_of(content, tmp_path)


def test_millions_of_samples_without_a_feature(tmp_path: Path) -> None:
    description = {"version": 1, "precision": "float64", "layers": [], "batch": {"columns": []}}
    header = {
        "__metadata__": {"nnfs": json.dumps(description)},
        "batch.inputs": {"dtype": "F64", "shape": [2**32, 0], "data_offsets": [0, 0]},
    }
    assert "4,294,967,296 samples have no feature" in refusal_of(file_of(header, b""), tmp_path)


def option_of(number: int, name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda text: text["layers"][number]["options"].__setitem__(name, value)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda text: text["layers"][1].update(kind="quantum"), "of the unknown kind 'quantum'"),
        (lambda text: text["layers"].pop(), None),
        (option_of(2, "curve", 1), "layer 2 has an unknown option, 'curve'"),
        (option_of(1, "slope", 1), "layer 1 has an unknown option, 'slope'"),
        (option_of(2, "slope", 1.5), "Slope below 0 must be between 0 and 1, but it is 1.5"),
        (option_of(2, "slope", None), "Expected `float`, got `null`"),
        (option_of(2, "slope", "0.5"), "Expected `float`, got `str`"),
        (option_of(2, "slope", True), "Expected `float`, got `bool`"),
        (option_of(0, "seed", -1), "Seed must be between 0 and"),
        (option_of(0, "seed", 1e300), "Seed must be between 0 and"),
        (option_of(0, "seed", 0.5), "Seed must be a whole number"),
        (option_of(0, "seed", float("nan")), "cannot be read"),
        (lambda text: text.update(version=VERSION + 1), f"saved in file version {VERSION + 1}"),
        (lambda text: text.update(version=10**30), f"saved in file version {10**30}"),
        (lambda text: text.update(version=0), "has the unknown file version 0"),
        (lambda text: text.update(version=-(10**9)), "has the unknown file version -1000000000"),
        (lambda text: text.update(version="1"), "Expected `int`, got `str`"),
        (lambda text: text.update(version=None), "Expected `int`, got `null`"),
        (lambda text: text.pop("version"), "missing required field `version`"),
        (lambda text: text.pop("layers"), "missing required field `layers`"),
        (lambda text: text.update(layers={}), "Expected `array`, got `object`"),
        (lambda text: text["layers"][0].pop("kind"), "missing required field `kind`"),
        (lambda text: text["layers"][0].update(enabled=1), "Expected `bool`, got `int`"),
        (lambda text: text["layers"][0].update(name=None), "Expected `str`, got `null`"),
        (lambda text: text["layers"][0].update(trained=True), "unknown field `trained`"),
        (
            lambda text: text.update(precision="bfloat16"),
            "must be float16, float32 or float64",
        ),
        (lambda text: text.update(precision=64), "Expected `str`, got `int`"),
        (lambda text: text.update(script="os.remove"), "unknown field `script`"),
        (lambda text: text["batch"]["columns"].pop(), "4 features need as many names, but 3"),
        (lambda text: text["batch"].update(class_names=[1]), "Expected `str`, got `int`"),
    ],
)
def test_a_description_that_is_not_as_it_should_be(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], fault: str | None
) -> None:
    content = described(change)
    if fault is None:  # a layer without tensors may go: the file is whole without it
        (tmp_path / "some.nnfs").write_bytes(content)
        assert len(load(tmp_path / "some.nnfs").network) == 8
    else:
        assert fault in refusal_of(content, tmp_path)


def test_a_newer_file_is_refused_with_the_version_that_it_needs(tmp_path: Path) -> None:
    content = described(lambda text: text.update(version=VERSION + 1, dreams=["a"]))
    assert refusal_of(content, tmp_path) == (
        f"some.nnfs was saved in file version {VERSION + 1}, but this NNFS Studio reads up to "
        f"version {VERSION}; open it with a newer NNFS Studio."
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{",
        '{"version":1}',
        "[" * 100_000,
        '{"version":1,"a":' * 50_000,
        "\0",
        "1",
    ],
)
def test_a_description_that_makes_no_sense(tmp_path: Path, text: str) -> None:
    assert "its description cannot be read" in refusal_of(worded(text), tmp_path)


def test_names_for_more_classes_than_there_can_be(tmp_path: Path) -> None:
    names = [f"class {number}" for number in range(10_001)]
    content = described(lambda text: text["batch"].update(class_names=names))
    assert "10,000 classes" in refusal_of(content, tmp_path)


def test_a_layer_of_billions_of_inputs_without_a_neuron(tmp_path: Path) -> None:
    description = json.loads(parts_of(GOOD)[0]["__metadata__"]["nnfs"])
    header = {
        "__metadata__": {"nnfs": json.dumps({**description, "layers": [{"kind": "dense"}]})},
        "0.weights": {"dtype": "F64", "shape": [2**32, 0], "data_offsets": [0, 0]},
        "0.biases": {"dtype": "F64", "shape": [1, 0], "data_offsets": [0, 0]},
    }
    assert refusal_of(file_of(header, b""), tmp_path).endswith("layer 0 has no neurons.")


def test_a_class_number_that_no_class_can_have(tmp_path: Path) -> None:
    header, data = parts_of(GOOD)
    start, stop = header["batch.targets"]["data_offsets"]
    for number in (10**15, -2):
        changed = data[:start] + struct.pack("<3q", 0, number, 1) + data[stop:]
        sentence = refusal_of(file_of(header, changed), tmp_path)
        assert "A class number must be from 0 to 9,999, or -1 for unknown" in sentence


def test_a_tensor_named_twice_leaves_a_gap(tmp_path: Path) -> None:
    header, data = parts_of(GOOD)
    text = json.dumps(header)
    start, stop = header["0.weights"]["data_offsets"]
    moved = {"dtype": "F64", "shape": [0, 3], "data_offsets": [start, start]}
    twice = text[:-1] + ', "0.weights": ' + json.dumps(moved) + "}"
    assert stop > start
    assert "does not match its place" in refusal_of(file_of(twice.encode(), data), tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert (
        refusal_of_file(load, tmp_path / "none.nnfs")
        == "none.nnfs is not there; choose another file."
    )


def test_a_folder(tmp_path: Path) -> None:
    assert refusal_of_file(load, tmp_path) == f"{tmp_path.name} is a folder; choose a file."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.nnfs")
    assert (
        refusal_of_file(load, tmp_path / "pipe.nnfs")
        == "pipe.nnfs is not an ordinary file; choose a file."
    )


def test_a_path_that_no_file_can_have() -> None:
    with pytest.raises(NnfsError, match="cannot be read"):
        load("a\0b.nnfs")
    with pytest.raises(NnfsError, match="cannot be read"):
        load("a" * 5000)


def test_a_file_too_large_for_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object) -> None:
        raise MemoryError

    (tmp_path / "some.nnfs").write_bytes(GOOD)
    monkeypatch.setattr(reading.np, "empty", no_memory)
    assert (
        refusal_of_file(load, tmp_path / "some.nnfs")
        == "some.nnfs needs more memory than there is."
    )


def test_refusing_takes_no_memory_to_speak_of(tmp_path: Path) -> None:
    claims = [tensored("0.weights", shape=shape) for shape in ([2**20, 2**20], [2**32, 2**32])]
    claims.append(struct.pack("<Q", 60 * 2**20) + GOOD[8:])
    tracemalloc.start()
    for claim in claims:
        refusal_of(claim, tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20
