"""The native file: the same bits come back, and the safetensors library can read them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from safetensors import safe_open
from safetensors.numpy import load_file, save_file

from nnfs_core import (
    KINDS,
    Batch,
    Cancelled,
    Dense,
    LeakyReLU,
    Linear,
    Network,
    NnfsError,
    Project,
    ReLU,
    Sigmoid,
    Softmax,
    Standardise,
    Step,
    Tanh,
    edits,
    evaluate,
    load,
    save,
)
from nnfs_core.layers.initialisation import Constant, HeNormal, Legacy
from nnfs_core.project.pictures import NO_PICTURES, PictureSize
from nnfs_core.project.project import project_arrays
from tests.core.strategies import bits_of, projects

DATA = Path(__file__).parents[1] / "data"
VERSION_6 = DATA / "version-6-standardise.nnfs"
VERSION_1, VERSION_2, VERSION_3, VERSION_4, VERSION_5 = (
    DATA / f"version-{number}.nnfs" for number in (1, 2, 3, 4, 5)
)
VERSION_6_SPLIT = DATA / "version-6-subsets.nnfs"
VERSION_6_DRAWN = DATA / "version-6-initialisation.nnfs"


def version_1_project() -> Project:
    """What tests/data/version-1.nnfs holds."""
    first = Dense(
        [[0.2, 0.5, -0.26], [0.8, -0.91, -0.27], [-0.5, 0.26, 0.17], [1.0, -0.5, 0.87]],
        [2.0, 3.0, 0.5],
        seed=7,
        name="Größe ∑",
    )
    layers = [
        first,
        ReLU(),
        LeakyReLU(slope=0.125),
        Sigmoid(enabled=False),
        Tanh(),
        Step(enabled=False),
        Linear(name="pass"),
        Dense.random(3, 2, seed=2**31 - 1),
        Softmax(subtract_maximum=0),
    ]
    inputs = [[1.0, 2.0, 3.0, 2.5], [-0.0, 5e-324, -1.0, 1e300], [-1.5, 2.7, 3.3, -0.8]]
    batch = Batch(
        inputs, [1, -1, 0], ["länge", "x1", "x2", ""], class_names=["no", "yes"], target_name="ok"
    )
    return Project(Network(layers), batch, title="Version 1", notes="Two\nlines.")


def test_a_file_of_version_1_still_opens_to_the_same_bits() -> None:
    project = load(VERSION_1)
    assert project == version_1_project()
    assert bits_of(project) == bits_of(version_1_project())
    assert {layer.kind for layer in project.network.layers} <= {kind.kind for kind in KINDS}


def version_2_project() -> Project:
    """What tests/data/version-2.nnfs holds: float16, which version 1 does not know."""
    layers = [Dense([[0.1, -2.0], [65504.0, 6e-8]], [[0.5, -0.0]], name="half"), Softmax()]
    batch = Batch([[1.5, np.nan], [0.1, -np.inf]], [0.25, 0.1], ["a", "b"])
    return Project(Network(layers), batch, "float16", title="Version 2")


def test_a_file_of_version_2_still_opens_to_the_same_bits() -> None:
    project = load(VERSION_2)
    assert project.precision == "float16"
    assert project == version_2_project()
    assert bits_of(project) == bits_of(version_2_project())


def version_3_project() -> Project:
    """What tests/data/version-3.nnfs holds: layers that were moved keep their numbers."""
    layers = [Dense([[1.0, -2.0]], [[0.5, 0.25]]), ReLU(name="mine"), Dense([[3.0], [4.0]], [[0]])]
    project = Project(Network(layers), Batch([[1.5], [-2.5]]), title="Version 3")
    return edits.move_layers(project, [0], 2)


def test_a_file_of_version_3_still_opens_to_the_same_bits_and_names() -> None:
    project = load(VERSION_3)
    assert project == version_3_project()
    assert bits_of(project) == bits_of(version_3_project())
    assert project.network.names == ("mine", "Dense 2", "Dense 1")


def version_4_project() -> Project:
    """What tests/data/version-4.nnfs holds: samples that are said to be pictures of 2 x 3."""
    batch = Batch([[0.0, 1.5, 2, 3, 4, 5]], said_pictures=PictureSize(2, 3))
    return Project(Network([Dense([[0.5]] * 6, [[0.25]])]), batch, title="Version 4")


def test_a_file_of_version_4_still_opens_to_the_same_bits_and_pictures() -> None:
    project = load(VERSION_4)
    assert project == version_4_project()
    assert bits_of(project) == bits_of(version_4_project())
    assert project.batch.picture_size == PictureSize(2, 3)


def test_that_samples_are_no_pictures_is_kept_too(tmp_path: Path) -> None:
    project = Project(Network(), Batch(np.zeros((1, 64)), said_pictures=NO_PICTURES))
    save(project, tmp_path / "a.nnfs")
    loaded = load(tmp_path / "a.nnfs")
    assert loaded == project
    assert loaded.batch.picture_size is None


@pytest.mark.parametrize(
    "pictures",
    [
        *("[0,0]", "[1000000000,1000000000]", "[-2,-3]", "[2,4]", "[6]", "[2,3,1]", "[2.5,3]"),
        *("true", "false", "6", '{"height":2}', '["2","3"]', "[null,3]", '"2 x 3"', "[1e400,1]"),
        f"[{2**64},1]",
    ],
)
def test_pictures_that_make_no_sense_are_refused(tmp_path: Path, pictures: str) -> None:
    path = tmp_path / "a.nnfs"
    save(version_4_project(), path)
    content, old = path.read_bytes(), b'pictures\\":[2,3]'
    new = f'pictures":{pictures}'.replace('"', '\\"').encode()
    assert old in content
    path.write_bytes(_with_header(content, old, new))
    with pytest.raises(NnfsError, match="is damaged"):
        load(path)


def version_5_project() -> Project:
    """What tests/data/version-5.nnfs holds: samples with labels."""
    labels = ["setosa-12", "", "Ærø \U0001f33a", " a\r\n", "\x01"]
    batch = Batch(np.arange(5.0).reshape(5, 1), labels=labels, label_name="id")
    return Project(Network([Dense([[0.5]], [[0.25]])]), batch, title="Version 5")


def test_a_file_of_version_5_still_opens_to_the_same_bits_and_labels() -> None:
    project = load(VERSION_5)
    assert project == version_5_project()
    assert bits_of(project) == bits_of(version_5_project())
    assert project.batch.label_name == "id"


def version_6_split_project() -> Project:
    """What tests/data/version-6-subsets.nnfs holds: samples split into subsets."""
    batch = Batch(np.arange(6.0).reshape(6, 1), subsets=[0, 0, 1, 2, 0, 2])
    return Project(Network([Dense([[0.5]], [[0.25]])]), batch, title="Version 6")


def test_a_file_of_version_6_still_opens_to_the_same_bits_and_subsets() -> None:
    project = load(VERSION_6_SPLIT)
    assert project == version_6_split_project()
    assert bits_of(project) == bits_of(version_6_split_project())


def version_6_drawn_project() -> Project:
    """What tests/data/version-6-initialisation.nnfs holds: weights drawn by rules of their own."""
    layers = [
        Dense.random(2, 3, initialisation=Legacy(drawn_before=300), dtype="float32"),
        Dense.random(3, 2, seed=4, initialisation=HeNormal(), dtype="float32"),
        Dense.random(2, 2, seed=5, initialisation=Constant(value=-0.25), dtype="float32"),
        Dense.random(2, 1, seed=6, dtype="float32"),
    ]
    return Project(Network(layers), Batch(np.ones((1, 2))), "float32", "Version 6")


def test_a_file_of_version_6_still_opens_to_the_same_bits_and_rules() -> None:
    project = load(VERSION_6_DRAWN)
    assert project == version_6_drawn_project()
    assert bits_of(project) == bits_of(version_6_drawn_project())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"legacy', b'"magic_', "layer 0 was drawn by the unknown rule 'magic_'"),
        (b"drawn_before", b"drawn_behind", "layer 0 has an unknown option, 'drawn_behind'"),
        (b":300", b":3.5", "Drawn before must be a whole number, but it is 3.5"),
    ],
)
def test_rules_of_drawing_that_make_no_sense_are_refused(
    tmp_path: Path, old: bytes, new: bytes, message: str
) -> None:
    path = tmp_path / "a.nnfs"
    save(version_6_drawn_project(), path)
    content = path.read_bytes()
    old, new = (each.replace(b'"', b'\\"') for each in (old, new))
    assert old in content
    path.write_bytes(_with_header(content, old, new))
    with pytest.raises(NnfsError, match=re.escape(message)):
        load(path)


def version_6_project() -> Project:
    """What tests/data/version-6-standardise.nnfs holds: a layer that standardises in front."""
    standardise = Standardise([5.84, 3.05], [0.83, 1.0], name="cm")
    layers = [standardise, Dense([[0.5], [-0.25]], [[0.25]])]
    return Project(Network(layers), Batch([[5.1, 3.5], [7.0, 3.2]]), title="Version 6")


def test_a_file_of_version_6_still_opens_to_the_same_bits_and_scales() -> None:
    project = load(VERSION_6)
    assert project == version_6_project()
    assert bits_of(project) == bits_of(version_6_project())
    assert project.network.names == ("cm", "Dense 1")


@pytest.mark.parametrize(
    ("means", "deviations", "said"),
    [
        ([[1.0, 2.0]], [[1.0, 0.0]], "The deviation of feature 1 must be above 0, but it is 0"),
        ([[1.0, 2.0]], [[-1.0, 1.0]], "must be above 0, but it is -1"),
        ([[1.0, 2.0]], [[1.0, np.nan]], "must be above 0, but it is NaN"),
        ([[1.0, 2.0]], [[1.0, 1.0, 1.0]], "are one row each, of a number a feature"),
        ([[1.0], [2.0]], [[1.0], [1.0]], "are one row each, of a number a feature"),
    ],
)
def test_scales_that_make_no_sense_are_refused(
    tmp_path: Path, means: list[list[float]], deviations: list[list[float]], said: str
) -> None:
    path = tmp_path / "a.nnfs"
    with safe_open(VERSION_6, "np") as file:
        arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        metadata = file.metadata()
    arrays |= {"0.means": np.array(means), "0.deviations": np.array(deviations)}
    save_file(arrays, path, metadata)
    with pytest.raises(NnfsError, match="is damaged") as refusal:
        load(path)
    assert said in str(refusal.value)


def test_an_older_version_is_written_where_it_can_say_everything(tmp_path: Path) -> None:
    path = tmp_path / "a.nnfs"
    for project, version in (
        (version_1_project(), 1),
        (version_2_project(), 2),
        (version_3_project(), 3),
        (version_4_project(), 4),
        (version_5_project(), 5),
        (version_6_split_project(), 6),
        (version_6_drawn_project(), 6),
        (version_6_project(), 6),
    ):
        save(project, path)
        with safe_open(path, "np") as file:
            description = json.loads(file.metadata()["nnfs"])
        assert description["version"] == version
        assert ("numbers" in description) == (version == 3)
        assert ("pictures" in description) == (version == 4)
        assert ("label_name" in description["batch"]) == (version == 5)


def test_files_of_older_versions_are_written_byte_by_byte_as_ever(tmp_path: Path) -> None:
    for old in (VERSION_1, VERSION_2, VERSION_3, VERSION_4):
        save(load(old), tmp_path / old.name)
        assert (tmp_path / old.name).read_bytes() == old.read_bytes()


@pytest.mark.parametrize("numbers", [[1, 2], [1, 1, 1], [0, 1, 2], [1, 2, 2**40]])
def test_numbers_of_layers_that_make_no_sense_are_refused(
    tmp_path: Path, numbers: list[int]
) -> None:
    path = tmp_path / "a.nnfs"
    save(version_3_project(), path)
    content = path.read_bytes()
    old, new = b'numbers\\":[1,2,1]', f'numbers\\":{numbers}'.replace(" ", "").encode()
    assert old in content
    path.write_bytes(_with_header(content, old, new))
    with pytest.raises(NnfsError, match="is damaged"):
        load(path)


def _with_header(content: bytes, old: bytes, new: bytes) -> bytes:
    """A native file with a change in its header, whose size stands before it."""
    size = int.from_bytes(content[:8], "little")
    header = content[8 : 8 + size].replace(old, new)
    return len(header).to_bytes(8, "little") + header + content[8 + size :]


@settings(max_examples=60)
@given(projects())
def test_any_project_comes_back_with_the_same_bits(
    tmp_path_factory: pytest.TempPathFactory, project: Project
) -> None:
    path = tmp_path_factory.getbasetemp() / "round trip.nnfs"
    save(project, path)
    loaded = load(path)
    assert loaded == project
    assert bits_of(loaded) == bits_of(project)
    assert all(not array.flags.writeable for array in project_arrays(loaded))


@pytest.mark.parametrize("precision", ["float16", "float32", "float64"])
def test_nan_payloads_signed_zeros_and_denormals_come_back(tmp_path: Path, precision: str) -> None:
    bits = {
        "float16": np.array([0x7E01, 0xFE09, 0x8000, 1, 0x7C00], np.uint16),
        "float32": np.array([0x7FC00001, 0xFFC12345, 0x80000000, 1, 0x7F800000], np.uint32),
        "float64": np.array([0x7FF8 << 48 | 5, 0xFFF8 << 48 | 9, 1 << 63, 1, 0x7FF << 52], "u8"),
    }[precision]
    numbers = bits.view(precision).reshape(1, -1)
    project = Project(Network([Dense(numbers, numbers)]), Batch(numbers), precision)
    save(project, tmp_path / "bits.nnfs")
    loaded = load(tmp_path / "bits.nnfs")
    assert loaded.batch.inputs.tobytes() == bits.tobytes()
    assert loaded.network.layers[0].arrays()["weights"].tobytes() == bits.tobytes()


def test_the_safetensors_library_reads_the_file_as_documented(tmp_path: Path) -> None:
    project = version_1_project()
    save(project, tmp_path / "some.nnfs")
    tensors = load_file(tmp_path / "some.nnfs")
    assert {name: tensor.shape for name, tensor in tensors.items()} == {
        "0.weights": (4, 3),
        "0.biases": (1, 3),
        "7.weights": (3, 2),
        "7.biases": (1, 2),
        "batch.inputs": (3, 4),
        "batch.targets": (3,),
    }
    assert tensors["0.weights"].tolist() == project.network.layers[0].arrays()["weights"].tolist()
    assert tensors["batch.targets"].dtype == np.int64
    with safe_open(tmp_path / "some.nnfs", "np") as file:
        description = json.loads(file.metadata()["nnfs"])
    assert description["version"] == 1
    assert description["precision"] == "float64"
    assert [layer["kind"] for layer in description["layers"]][:2] == ["dense", "relu"]


def test_transposed_and_edited_weights_are_saved_as_they_mean(tmp_path: Path) -> None:
    weights = np.arange(6.0).reshape(2, 3)
    project = Project(Network([Dense.from_neurons(weights, [0, 0])]), Batch(np.ones((9, 3)).T[:3]))
    project = edits.insert_features(edits.remove_samples(project, [1]), 1)
    save(project, tmp_path / "some.nnfs")
    assert load_file(tmp_path / "some.nnfs")["0.weights"].tolist() == weights.T.tolist()
    assert load(tmp_path / "some.nnfs") == project


def test_a_batch_that_edits_have_parted_is_saved_whole(tmp_path: Path, small_blocks: None) -> None:
    project = Project(Network(), Batch(np.arange(20.0).reshape(10, 2), [0.5] * 10))
    project = edits.set_input(edits.insert_samples(project, 4, 2), 9, 1, -1)
    save(project, tmp_path / "some.nnfs")
    assert bits_of(load(tmp_path / "some.nnfs"))
    assert load(tmp_path / "some.nnfs") == project


@pytest.mark.skipif(os.name != "posix", reason="files have no mode here")
def test_a_new_file_may_be_read_by_whom_any_new_file_may(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    save(version_1_project(), tmp_path / "some.nnfs")
    assert (tmp_path / "some.nnfs").stat().st_mode == (tmp_path / "other").stat().st_mode
    assert sorted(each.name for each in tmp_path.iterdir()) == ["other", "some.nnfs"]


def test_what_is_written_is_what_is_synced_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        synced.append(os.fstat(handle).st_ino)
        fsync(handle)

    monkeypatch.setattr(os, "fsync", watched)
    save(version_1_project(), tmp_path / "some.nnfs")
    assert (tmp_path / "some.nnfs").stat().st_ino in synced


def test_targets_of_either_type_come_back_as_they_were(tmp_path: Path) -> None:
    for targets in ([0, -1, 2], [0.1, np.nan, -0.0], None):
        project = Project(Network(), Batch(np.ones((3, 1)), targets))
        save(project, tmp_path / "some.nnfs")
        assert load(tmp_path / "some.nnfs") == project


def test_a_saved_network_computes_the_same_bits(tmp_path: Path) -> None:
    project = version_1_project()
    save(project, tmp_path / "some.nnfs")
    first, second = evaluate(project), evaluate(load(tmp_path / "some.nnfs"))
    for old, new in zip(first.layers, second.layers, strict=True):
        assert old.output.array.tobytes() == new.output.array.tobytes()


def test_saving_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    save(version_1_project(), tmp_path / "a.nnfs")
    save(version_1_project(), tmp_path / "b.nnfs")
    assert (tmp_path / "a.nnfs").read_bytes() == (tmp_path / "b.nnfs").read_bytes()


def test_a_save_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(NnfsError, match=r"there is no folder .*; choose another\."):
        save(version_1_project(), tmp_path / "none" / "some.nnfs")


def test_a_name_that_no_file_can_hold_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "some.nnfs"
    save(version_1_project(), path)
    before = path.read_bytes()
    broken = edits.describe(version_1_project(), "half a sign: \ud83d", "")
    with pytest.raises(NnfsError, match="half a character"):
        save(broken, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("convert", [str, Path])
def test_a_path_may_be_text(tmp_path: Path, convert: Callable[[Path], str | Path]) -> None:
    path = convert(tmp_path / "some.nnfs")
    save(version_1_project(), path)
    assert load(path) == version_1_project()


def test_opening_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        load(VERSION_1, cancelled=lambda: True)


def test_a_cancelled_save_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kept.nnfs"
    old = Project(Network([Dense.random(2, 3)]), Batch([[1, 2]]))
    save(old, path)
    with pytest.raises(Cancelled):
        save(Project(Network(), Batch([[9.0]])), path, cancelled=lambda: True)
    assert load(path) == old
    assert [each.name for each in tmp_path.iterdir()] == ["kept.nnfs"]


@pytest.mark.parametrize(("precision", "version"), [("float16", 2), ("float32", 1), ("float64", 1)])
def test_a_file_asks_for_no_newer_version_than_it_needs(
    tmp_path: Path, precision: str, version: int
) -> None:
    save(Project(Network(), Batch([[1.0]]), precision), tmp_path / "some.nnfs")
    with safe_open(tmp_path / "some.nnfs", "np") as file:
        assert json.loads(file.metadata()["nnfs"])["version"] == version


@pytest.mark.skipif(os.name != "posix", reason="an open file cannot be replaced here")
def test_a_batch_larger_than_memory_stays_in_the_file_and_can_be_saved_over_it(
    tmp_path: Path, nothing_fits: None, small_blocks: None
) -> None:
    path = tmp_path / "some.nnfs"
    inputs = np.random.default_rng(1).normal(size=(10, 3))
    project = Project(
        Network([Dense.random(3, 2)]), Batch(inputs, np.arange(10) % 3, class_names=["a"])
    )
    save(project, path)
    before = path.read_bytes()
    loaded = load(path)
    assert not loaded.batch.input_rows.is_in_memory
    assert not loaded.batch.target_rows.is_in_memory
    assert loaded == project
    save(loaded, path)
    assert path.read_bytes() == before
    edited = edits.set_input(loaded, 4, 1, 7.0)  # the old file, which has no name any more, lasts
    save(edited, path)
    assert load(path).batch.inputs[4, 1] == 7
    assert load(path) == edited


def test_a_class_number_that_cannot_be_is_found_in_a_batch_that_stays_in_the_file(
    tmp_path: Path, nothing_fits: None
) -> None:
    path = tmp_path / "some.nnfs"
    save(Project(Network(), Batch(np.ones((3, 1)), [0, 1, 2])), path)
    content = path.read_bytes()
    path.write_bytes(content[:-8] + (10_000).to_bytes(8, "little"))
    with pytest.raises(NnfsError, match=r"some.nnfs is damaged: a class number .* sample 2 has"):
        load(path)
    with pytest.raises(Cancelled):
        load(path, cancelled=lambda: True)


def test_saving_and_opening_tell_how_far_they_are(tmp_path: Path) -> None:
    told: list[float] = []
    project = Project(Network([Dense.random(3, 2)]), Batch(np.ones((5, 3)), [0, 1, 0, 1, 2]))
    save(project, tmp_path / "some.nnfs", progress=told.append)
    assert told[-1] == 1
    assert told == sorted(told)
    told.clear()
    load(tmp_path / "some.nnfs", progress=told.append)
    assert told == [0.5, 1]
