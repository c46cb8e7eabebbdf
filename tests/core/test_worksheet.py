"""Worksheets: numbers that can be computed by hand from what is printed, and blanks to find."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nnfs_core import KINDS, Batch, Dense, Network, Project, ReLU, Sigmoid, Softmax, Step, edits
from nnfs_core.errors import NnfsError
from nnfs_core.examples import EXAMPLES, Example
from nnfs_core.layers import Layer, LeakyReLU
from nnfs_core.matrix.blocks import Deferred
from nnfs_core.matrix.rows import Rows
from nnfs_core.project.place import INPUT
from nnfs_core.worksheet import (
    Cell,
    Choice,
    Sheet,
    Worksheet,
    every_output,
    offered_layers,
    one_neuron_a_layer,
    printed_sheet,
    random_share,
    sample_numbers,
    samples_text,
    suggested_choice,
    unanswerable,
)
from nnfs_core.worksheet.choice import MOST_SAMPLES
from nnfs_core.worksheet.printed import answer_text, given_text
from tests.core.refusals import refusal
from tests.core.strategies import projects
from tests.projects import example, layer_of


def sheet_of(
    project: Project, *layers: int, samples: tuple[int, ...] = (0,), decimals: int = 3
) -> Sheet:
    chosen = layers or offered_layers(project)
    return printed_sheet(project, Choice(samples, chosen, decimals))


def weight(row: int, neuron: int, layer: int = 0) -> Cell:
    return Cell(layer, "weights", row, neuron)


def output(layer: int, sample: int, neuron: int) -> Cell:
    return Cell(layer, "outputs", sample, neuron)


# How numbers are printed


def test_short_numbers_are_given_in_full_and_long_ones_rounded() -> None:
    assert given_text(np.float64(0.2), 3) == "0.2"
    assert given_text(np.float64(-0.9125), 3) == "-0.9125"
    assert given_text(np.float64(1 / 3), 3) == "0.333"
    assert given_text(np.float32(0.2), 3) == "0.2"  # in its own precision
    assert given_text(np.float64(0.1) * 3, 0) == "0.3"  # whatever its last bits say
    assert given_text(np.float64(-0.0), 3) == "0"


def test_answers_are_rounded_as_at_school() -> None:
    assert answer_text(2.0005, 3) == "2.001"  # which a float64 keeps a little below the half
    assert answer_text(-2.0005, 3) == "-2.001"
    assert answer_text(-0.0004, 3) == "0.000"
    assert answer_text(0.1 + 0.2, 3) == "0.3"
    assert answer_text(0.1 + 0.2 - 0.3, 3) == "0"
    assert answer_text(0.4999, 3) == "0.500"  # the zeros say that it is rounded
    assert answer_text(12.6, 0) == "13"


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_a_printed_number_is_within_half_a_unit_of_the_number(value: float, decimals: int) -> None:
    half = Decimal(5).scaleb(-decimals - 1)
    noise = Decimal(1e-13 * abs(value) + 1e-13)
    for text in (answer_text(value, decimals), given_text(np.float64(value), decimals)):
        assert abs(Decimal(text) - Decimal(value)) <= half + noise
        assert "e" not in text


# Which samples and layers


def test_samples_are_named_by_numbers_and_runs() -> None:
    assert sample_numbers(" 0-2, 5;3 ,1", 10) == (0, 1, 2, 5, 3)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=MOST_SAMPLES, unique=True))
def test_sample_numbers_read_what_was_written(samples: list[int]) -> None:
    assert sample_numbers(samples_text(tuple(samples)), 41) == tuple(samples)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type the numbers of the samples to print, such as 0-2, 5."),
        ("one", "“one” is not the number of a sample; type numbers such as 0-2, 5."),
        ("0-1-2", "“0-1-2” is not the number of a sample; type numbers such as 0-2, 5."),
        ("7", "There is no sample 7; the last one is 6."),
        ("3-2", "“3-2” ends before it begins; type the lower number first."),
    ],
)
def test_samples_that_make_no_sense_are_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(NnfsError) as refusal:
        sample_numbers(text, 7)
    assert str(refusal.value) == sentence


def test_no_more_samples_than_a_worksheet_holds() -> None:
    for text in ("0-999999999", ", ".join(map(str, range(13)))):
        with pytest.raises(NnfsError, match="holds 12 samples at most"):
            sample_numbers(text, 10**10)


def test_what_is_suggested_can_be_computed_by_hand() -> None:
    iris = suggested_choice(example("Iris"))
    assert iris.samples == (25, 75, 125)  # one of each species
    assert iris.layers == (0, 1, 2, 3)
    assert suggested_choice(example("Digits")).layers == (3,)  # no sums of 64 products
    assert suggested_choice(example("A fresh dense layer")).decimals == 4  # for weights of 0.01


@pytest.mark.parametrize("each", EXAMPLES, ids=lambda each: each.name)
def test_every_example_makes_a_worksheet(each: Example) -> None:
    project = each.build()
    sheet = printed_sheet(project, suggested_choice(project))
    assert every_output(sheet)
    assert not unanswerable(sheet, every_output(sheet))


# The numbers on the sheet


def test_the_lesson_prints_the_numbers_of_the_lesson() -> None:
    dense_1, dense_2 = sheet_of(example("Two layers"), samples=(0, 1, 2)).sections
    assert dense_1.inputs.texts[0] == ("1", "2", "3", "2.5")
    assert dense_1.parameters[0].texts[1] == ("0.8", "-0.91", "-0.27")
    assert dense_1.parameters[1].texts == (("2", "3", "0.5"),)
    assert dense_1.outputs.texts[0] == ("4.8", "1.21", "2.385")
    assert dense_2.outputs.texts[0] == ("0.503", "-1.042", "-2.039")
    assert dense_1.is_given
    assert not dense_2.is_given
    assert dense_2.shapes_known == "Inputs (3, 3), weights (3, 3), biases (1, 3)"
    assert dense_2.shape_answer == "(3, 3)"


def by_hand(sheet: Sheet) -> None:
    """Compute every dense layer and ReLU from the printed texts, in exact decimals, and compare."""
    unit = Decimal(1).scaleb(-sheet.choice.decimals)
    for section in sheet.sections:
        inputs = [[Decimal(text) for text in row] for row in section.inputs.texts]
        if isinstance(section.printed, Dense):
            weights, biases = (
                [[Decimal(t) for t in r] for r in m.texts] for m in section.parameters
            )
            exact = [
                [
                    sum((x * w[j] for x, w in zip(row, weights, strict=True)), biases[0][j])
                    for j in range(len(biases[0]))
                ]
                for row in inputs
            ]
        elif isinstance(section.printed, ReLU):
            exact = [[max(Decimal(0), x) for x in row] for row in inputs]
        else:
            continue
        printed = [[Decimal(text) for text in row] for row in section.outputs.texts]
        assert printed == [[x.quantize(unit, ROUND_HALF_UP) for x in row] for row in exact]


@pytest.mark.parametrize("decimals", [0, 1, 2, 3, 6])
@pytest.mark.parametrize("name", ["Two layers", "Iris", "A classifier's forward pass", "Digits"])
def test_each_answer_is_that_of_the_printed_arithmetic(name: str, decimals: int) -> None:
    by_hand(sheet_of(example(name), samples=(0, 1, 2), decimals=decimals))


hundredths = st.integers(-300, 300).map(lambda number: number / 100)


@given(st.data(), st.integers(0, 5))
def test_halves_are_rounded_up_whatever_a_float_makes_of_them(
    data: st.DataObject, decimals: int
) -> None:
    inputs = [data.draw(st.lists(hundredths, min_size=3, max_size=3))]
    weights = [data.draw(st.lists(hundredths, min_size=2, max_size=2)) for _ in range(3)]
    project = Project(Network([Dense(weights, [0.5, -0.05]), ReLU()]), Batch(inputs))
    by_hand(sheet_of(project, decimals=decimals))


def test_a_worksheet_and_its_key_have_a_number_that_another_has_not() -> None:
    sheet = lesson()
    blank = output(0, 0, 0)
    worksheet = Worksheet("A title", sheet, frozenset({blank}))
    again = Worksheet("A title", lesson(), frozenset({blank}), name_line=False)
    assert worksheet.number == again.number
    assert 100_000 <= worksheet.number < 1_000_000
    others = [
        Worksheet("Another title", sheet, frozenset({blank})),
        Worksheet("A title", sheet, frozenset({output(0, 0, 1)})),
        Worksheet("A title", sheet, frozenset({blank}), ask_shapes=False),
        Worksheet("A title", sheet_of(example("Iris")), frozenset({blank})),
    ]
    numbers = {worksheet.number, *(each.number for each in others)}
    assert len(numbers) == 5


def test_where_the_network_gives_another_number_a_footnote_tells_it() -> None:
    third = Project(Network([Dense([[1 / 3]], [0.0])]), Batch([[3.0], [0.0]]))
    worksheet = Worksheet("Third", sheet_of(third, samples=(0, 1)))
    assert worksheet.sheet.sections[0].outputs.texts == (("0.999",), ("0",))
    assert worksheet.footnotes == {output(0, 0, 0): (1, "1")}


def test_a_layer_whose_inputs_are_not_on_the_paper_is_given_them() -> None:
    (softmax,) = sheet_of(example("Iris"), 3, samples=(25,)).sections
    assert softmax.is_given
    assert softmax.inputs.title == "Outputs of Dense 2"
    (dense,) = sheet_of(example("Iris"), 0, samples=(25,)).sections
    assert dense.inputs.title == "Input batch"
    assert dense.inputs.column_names[0] == "sepal length (cm)"


def test_a_layer_that_is_switched_off_is_passed_over() -> None:
    project = edits.enable_layers(example("Iris"), [1], False)
    assert offered_layers(project) == (0, 2, 3)
    _, dense_2, _ = sheet_of(project, samples=(25,)).sections
    assert not dense_2.is_given
    assert dense_2.source_name == "Dense 1"


def test_the_options_of_an_activation_are_told() -> None:
    sheet = sheet_of(Project(Network([LeakyReLU(slope=0.1), Softmax()]), Batch([[1.0, -2.0]])))
    assert sheet.sections[0].settings == ("Slope below 0: 0.1.",)
    assert sheet.sections[0].outputs.texts == (("1", "-0.2"),)
    assert sheet.sections[1].settings == ("Subtract the largest first.",)


@given(projects(), st.data())
def test_any_project_makes_a_worksheet_or_a_sentence(project: Project, data: st.DataObject) -> None:
    choice = suggested_choice(project)
    if project.batch.n_samples:
        samples = data.draw(
            st.lists(st.integers(0, project.batch.n_samples - 1), min_size=1, unique=True)
        )
        choice = replace(choice, samples=tuple(samples[:MOST_SAMPLES]))
    try:
        sheet = printed_sheet(project, choice)
    except NnfsError:
        return
    assert [section.index for section in sheet.sections] == list(choice.layers)
    for cell in sheet.cells:
        assert np.isfinite(float(sheet.text(cell)))
        assert sheet.place(cell)


# What is refused


def refusal_of(project: Project, choice: Choice | None = None) -> str:
    return refusal(printed_sheet, project, choice or suggested_choice(project))


def test_what_cannot_be_printed_is_refused_with_a_sentence() -> None:
    one = Network([Dense([[1.0], [2.0]], [0.0])])
    assert refusal_of(Project(Network(), Batch([[1.0]]))) == (
        "There is nothing to compute yet: add a layer to the network first."
    )
    assert refusal_of(Project(one, Batch(np.zeros((0, 2))))) == (
        "There is nothing to compute yet: add a sample to the batch first."
    )
    assert refusal_of(Project(one, Batch([[1.0, 2.0, 3.0]]))) == (
        "Dense 1 expects 2 inputs and receives 3. Mend it first."
    )
    assert refusal_of(Project(one, Batch([[1.0, np.nan]]))) == (
        "Sample 0, x1 of the batch is NaN, which nobody can compute with; "
        "choose other samples or layers."
    )
    assert refusal_of(
        Project(Network([Softmax(subtract_maximum=0)]), Batch([[1000.0, 1001.0]]))
    ) == (
        "Softmax, sample 0, neuron 0 is NaN, which nobody can compute with; "
        "choose other samples or layers."
    )
    infinite = Project(Network([Dense([[np.inf]], [0.0])]), Batch([[1.0]]))
    assert refusal_of(infinite).startswith("Dense 1, weights, row 0, neuron 0 is infinite")
    assert refusal_of(Project(one, Batch([[1.0, 2.0]])), Choice((0,), ())) == (
        "Choose at least one layer."
    )
    off = edits.enable_layers(Project(one, Batch([[1.0, 2.0]])), [0], False)
    assert refusal_of(off) == "There is nothing to compute: every layer is switched off."


def test_a_layer_behind_a_misfit_is_not_offered_and_those_before_it_are() -> None:
    layers = Network([Dense.random(2, 3), Dense.random(5, 2), Softmax()])
    project = Project(layers, Batch([[1.0, 2.0]]))
    assert offered_layers(project) == (0,)
    assert len(printed_sheet(project, suggested_choice(project)).sections) == 1
    assert refusal_of(project, Choice((0,), (0, 1))) == (
        "Dense 2 expects 5 inputs and receives 3. Mend it, or choose layers before it."
    )


def test_more_numbers_than_paper_holds_are_refused_with_the_layer_to_leave_out() -> None:
    project = Project(Network([Dense.random(64, 512)]), Batch(np.ones((3, 64))))
    assert refusal_of(project) == (
        "These are 35,008 numbers, 35,008 of them for Dense 1, and a worksheet holds 4,000; "
        "leave Dense 1 out, or choose fewer samples."
    )


class Counted(Deferred):
    """A block that counts how often it was fetched."""

    n_loads = 0

    def load(self) -> np.ndarray:
        self.n_loads += 1
        return np.ones(self.shape)


def test_only_the_blocks_of_the_chosen_samples_are_read() -> None:
    blocks = tuple(Counted((1000, 2), np.dtype(np.float64)) for _ in range(1000))
    rows = Rows(blocks, 2, np.dtype(np.float64))
    project = Project(Network([ReLU()]), Batch(rows))
    choice = suggested_choice(project)
    assert choice.samples == (166_666, 500_000, 833_333)
    assert sum(block.n_loads for block in blocks) == 0
    printed_sheet(project, choice)
    assert [number for number, block in enumerate(blocks) if block.n_loads] == [166, 500, 833]


# Which blanks can be found


def lesson() -> Sheet:
    return sheet_of(example("A batch of samples"), samples=(0, 1, 2))


def test_a_weight_can_be_found_from_an_output_and_two_of_one_neuron_cannot() -> None:
    sheet = lesson()
    assert unanswerable(sheet, frozenset({weight(0, 0), weight(1, 1)})) == ()
    both = frozenset({weight(0, 0), weight(1, 0)})
    assert unanswerable(sheet, both) == (weight(0, 0), weight(1, 0))


def test_a_weight_cannot_be_found_when_its_outputs_are_blank_or_its_inputs_0() -> None:
    sheet = lesson()
    outputs = {output(0, sample, 0) for sample in (0, 1, 2)}
    assert set(unanswerable(sheet, frozenset({weight(0, 0), *outputs}))) == {weight(0, 0), *outputs}
    nothing = Project(Network([Dense([[0.7], [0.2]], [0.0])]), Batch([[0.0, 1.0]]))
    assert unanswerable(sheet_of(nothing), frozenset({weight(0, 0)})) == (weight(0, 0),)


def test_a_blank_found_from_one_layer_helps_to_find_the_next() -> None:
    sheet = sheet_of(example("Two layers"), samples=(0,))
    chain = frozenset({output(INPUT, 0, 0), output(1, 0, 1), output(1, 0, 2)})
    assert unanswerable(sheet, chain) == ()


def test_an_activation_gives_its_input_away_only_where_it_tells_numbers_apart() -> None:
    for layer, found in ((ReLU(), [True, False]), (Step(), [False] * 2), (Sigmoid(), [False] * 2)):
        sheet = sheet_of(Project(Network([layer]), Batch([[1.5, -1.5]])))
        for neuron, is_found in enumerate(found):
            blank = output(INPUT, 0, neuron)
            assert unanswerable(sheet, frozenset({blank})) == (() if is_found else (blank,))


@given(st.lists(hundredths, min_size=3, max_size=3), st.lists(hundredths, min_size=3, max_size=3))
def test_a_weight_that_counts_as_found_comes_out_right_by_hand(
    inputs: list[float], weights: list[float]
) -> None:
    project = Project(Network([Dense([[each] for each in weights], [0.25])]), Batch([inputs]))
    sheet = sheet_of(project, decimals=2)
    x, w = ([Decimal(str(each)) for each in numbers] for numbers in (inputs, weights))
    printed = Decimal(sheet.text(output(0, 0, 0)))
    is_found = not unanswerable(sheet, frozenset({weight(0, 0)}))
    if x[0] == 0:
        assert not is_found
        return
    solved = (printed - Decimal("0.25") - x[1] * w[1] - x[2] * w[2]) / x[0]
    assert is_found == (abs(solved - w[0]) < Decimal("0.005"))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_every_output_of_every_kind_can_be_found(kind: type[Layer]) -> None:
    layer = layer_of(kind, 3)
    project = Project(Network([layer]), Batch([[0.5, -1.0, 2.0]]))
    sheet = sheet_of(project)
    assert not unanswerable(sheet, every_output(sheet))


# Ready choices of blanks


def test_every_output_means_all_that_is_computed_and_nothing_that_is_given() -> None:
    sheet = sheet_of(example("Iris"), samples=(25,))
    assert every_output(sheet) == {
        cell for cell in sheet.cells if cell.part == "outputs" and cell.layer != INPUT
    }


def test_one_neuron_a_layer_is_the_same_one_before_and_behind_an_activation() -> None:
    sheet = sheet_of(example("Iris"), samples=(25, 75))
    blanks = one_neuron_a_layer(sheet, 4)
    assert {(cell.layer, cell.column) for cell in blanks} == {(0, 4), (1, 4), (2, 1), (3, 1)}
    assert len(blanks) == 8


@settings(max_examples=30)
@given(
    st.sampled_from(["Two layers", "Iris", "Softmax"]),
    st.floats(0, 1),
    st.integers(0, 99),
    st.booleans(),
)
def test_a_random_share_can_always_be_found_and_comes_back_with_its_seed(
    name: str, share: float, seed: int, outputs_only: bool
) -> None:
    project = example(name)
    sheet = printed_sheet(project, suggested_choice(project))
    blanks = random_share(sheet, share, seed, outputs_only=outputs_only)
    assert blanks <= sheet.cells
    assert not unanswerable(sheet, blanks)
    assert blanks == random_share(sheet, share, seed, outputs_only=outputs_only)
    if outputs_only:
        assert blanks <= every_output(sheet)
        assert len(blanks) == max(1, round(share * len(every_output(sheet))))


def test_another_seed_leaves_other_numbers_blank() -> None:
    sheet = lesson()
    drawn = {random_share(sheet, 0.3, seed, outputs_only=False) for seed in range(5)}
    assert len(drawn) > 1
    assert any(cell.part == "weights" for blanks in drawn for cell in blanks)


def test_a_blank_that_the_sheet_does_not_have_waits_until_it_has_it_again() -> None:
    blank = output(0, 2, 1)
    worksheet = Worksheet("Lesson", sheet_of(example("A batch of samples")), frozenset({blank}))
    assert worksheet.blank_cells == frozenset()
    assert replace(worksheet, sheet=lesson()).blank_cells == {blank}
    assert worksheet.toggled(blank).blanks == frozenset()
