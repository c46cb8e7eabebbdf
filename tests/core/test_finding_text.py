"""The text of a filter: what it means, and what it says about a mistake."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import Batch, Dense, Network, NnfsError, Project, Softmax
from nnfs_core.finding import (
    Quantity,
    Query,
    SortKey,
    Vocabulary,
    narrowed,
    parse,
    place_of,
    quoted_name,
)
from nnfs_core.finding.query import LabelCondition, LogicOperator, NumberComparison, WordCondition
from nnfs_core.finding.words import QueryError
from nnfs_core.project.labels import label_rows
from nnfs_core.project.subset import subset_rows

FLOWERS = Project(
    Network([Dense.random(2, 3, seed=0), Softmax()]),
    Batch(
        np.zeros((3, 2)),
        [0, 1, 2],
        ["width", "petal length (cm)"],
        class_names=["setosa", "iris virginica"],
        target_name="species",
    ),
)
LABELLED = replace(
    FLOWERS, batch=FLOWERS.batch.with_(label_rows=label_rows(["a", "b", "c"]), label_name="the id")
)
LOSS, WIDTH, LENGTH = Quantity("loss"), Quantity("feature", 0), Quantity("feature", 1)
PREDICTED, TARGET = Quantity("predicted"), Quantity("target")


def number(value: float) -> Quantity:
    return Quantity("number", value)


def meaning(text: str, project: Project = FLOWERS) -> Query:
    return parse(text, Vocabulary.of(project))


def fault(text: str, project: Project = FLOWERS) -> str:
    with pytest.raises(QueryError) as caught:
        meaning(text, project)
    return str(caught.value)


def fault_in(text: str) -> QueryError | None:
    try:
        meaning(text)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("wrong only", Query((WordCondition("wrong"),))),
        ("Wrong", Query((WordCondition("wrong"),))),
        ("largest loss", Query(keys=(SortKey(LOSS, True),))),
        ("missing, smallest width", Query((WordCondition("missing"),), (SortKey(WIDTH),))),
        (
            "predicted = 2 and confidence < .5",
            Query(
                (
                    NumberComparison("=", PREDICTED, number(2)),
                    NumberComparison("<", Quantity("confidence"), number(0.5)),
                    LogicOperator("and"),
                )
            ),
        ),
        ("species == setosa", Query((NumberComparison("=", TARGET, number(0)),))),
        ("setosa ≠ predicted", Query((NumberComparison("!=", number(0), PREDICTED),))),
        ('target = "iris virginica"', Query((NumberComparison("=", TARGET, number(1)),))),
        ("target = iris virginica", Query((NumberComparison("=", TARGET, number(1)),))),
        ("target = class 2", Query((NumberComparison("=", TARGET, number(2)),))),
        ("target = unknown", Query((NumberComparison("=", TARGET, number(-1)),))),
        ("petal  length (cm)>1e-3", Query((NumberComparison(">", LENGTH, number(1e-3)),))),
        ("Petal Length > 2", Query((NumberComparison(">", LENGTH, number(2)),))),
        ("`petal length (cm)` > WIDTH", Query((NumberComparison(">", LENGTH, WIDTH),))),
        (
            "−1 <= width < ∞",
            Query(
                (
                    NumberComparison("<=", number(-1), WIDTH),
                    NumberComparison("<", WIDTH, number(np.inf)),
                    LogicOperator("and"),
                )
            ),
        ),
        (
            "wrong or not right and (missing or undecided)",
            Query(
                (
                    WordCondition("wrong"),
                    WordCondition("right"),
                    LogicOperator("not"),
                    WordCondition("missing"),
                    WordCondition("undecided"),
                    LogicOperator("or"),
                    LogicOperator("and"),
                    LogicOperator("or"),
                )
            ),
        ),
        (
            "wrong, missing",
            Query((WordCondition("wrong"), WordCondition("missing"), LogicOperator("and"))),
        ),
    ],
)
def test_a_text_means_what_it_says(text: str, query: Query) -> None:
    assert meaning(text) == query


def labelled(how: Literal["=", "!=", "contains"], text: str) -> LabelCondition:
    return LabelCondition(how, text)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("label = setosa-12", Query((labelled("=", "setosa-12"),))),
        ('Label == " A, b"', Query((labelled("=", "a, b"),))),
        ("label != a b  c", Query((labelled("!=", "a b c"),))),
        ('label = ""', Query((labelled("=", ""),))),
        ("label contains 12", Query((labelled("contains", "12"),))),
        ("the id contains Setosa", Query((labelled("contains", "setosa"),))),
        ("setosa-12", Query((labelled("contains", "setosa-12"),))),
        ("setosa", Query((labelled("contains", "setosa"),))),
        ("17", Query((labelled("contains", "17"),))),
        ('"wrong"', Query((labelled("contains", "wrong"),))),
        (
            "setosa 12 and wrong",
            Query(
                (labelled("contains", "setosa 12"), WordCondition("wrong"), LogicOperator("and"))
            ),
        ),
        (
            "not (label = a or b)",
            Query(
                (
                    labelled("=", "a"),
                    labelled("contains", "b"),
                    LogicOperator("or"),
                    LogicOperator("not"),
                )
            ),
        ),
        ("width > 1", Query((NumberComparison(">", WIDTH, number(1)),))),
        ("1 < width", Query((NumberComparison("<", number(1), WIDTH),))),
        ("target = setosa", Query((NumberComparison("=", TARGET, number(0)),))),
        ("wrong", Query((WordCondition("wrong"),))),
        ("smallest label", Query(keys=(SortKey(Quantity("label")),))),
        ("largest the id", Query(keys=(SortKey(Quantity("label"), True),))),
    ],
)
def test_labels_are_asked_about_where_samples_have_some(text: str, query: Query) -> None:
    assert meaning(text, LABELLED) == query


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("label", "At character 6: expected =, != or contains, but the text ends."),
        ("label < a", "At character 7: expected =, != or contains, but there is “<”."),
        ("label =", "At character 8: expected a label, perhaps in quotes, but the text ends."),
        ("label = a = b", "At character 11: expected and, or, a comma or the end, but there is"),
        ("width", "At character 6: expected a comparison after “width”"),
        ("loss", "At character 5: expected a comparison after “loss”"),
    ],
)
def test_a_mistake_about_labels_is_one_sentence(text: str, sentence: str) -> None:
    assert fault(text, LABELLED).startswith(sentence)


def test_without_labels_the_word_is_a_name_like_any_other() -> None:
    assert "“label” is not known, since no sample has a label" in fault("label = a")
    project = Project(Network(), Batch(np.zeros((1, 1)), None, ["label"], labels=["a"]))
    assert meaning("label = 0", project).steps == (NumberComparison("=", WIDTH, number(0)),)


def test_case_and_unit_count_where_two_names_need_them() -> None:
    names = ["size (cm)", "size (kg)", "a", "A"]
    project = Project(Network(), Batch(np.zeros((1, 4)), None, names))
    assert meaning("A = 1, size (kg) = 1", project).steps[:2] == (
        NumberComparison("=", Quantity("feature", 3), number(1)),
        NumberComparison("=", Quantity("feature", 1), number(1)),
    )
    assert "“size” is no name here" in fault("size > 1", project)


def test_a_word_of_the_language_names_a_feature_only_in_quotes() -> None:
    project = Project(Network(), Batch(np.zeros((1, 2)), None, ["sample", "target price"]))
    assert meaning("sample = 0", project).steps == (
        NumberComparison("=", Quantity("sample"), number(0)),
    )
    assert meaning('"sample" = 0', project).steps == (NumberComparison("=", WIDTH, number(0)),)
    assert meaning("target price = 0", project).steps == (NumberComparison("=", LENGTH, number(0)),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("width >", "At character 8: expected a number, a name or a word such as loss, but the"),
        ("width", "At character 6: expected a comparison after “width”"),
        ("wrong wrong", "At character 7: expected and, or, a comma or the end, but there is"),
        ("(wrong", "At character 7: expected a ) for the parenthesis at character 1, but the"),
        ("wrong)", "At character 6: expected and, or, a comma or the end, but there is “)”."),
        ("height > 3", "At character 1: “height” is no name here; there are width, petal length"),
        ("width = NaN", "At character 9: “NaN” is unlike every number; ask for samples that are"),
        ("target = rose", "At character 10: “rose” is no name here; there are the classes setosa,"),
        ("largest 3", "At character 9: “3” is nothing to sort by; there are width"),
        ("largest setosa", "At character 9: “setosa” is nothing to sort by"),
        ("setosa > 1", "At character 1: “setosa” is a class, to compare with target or"),
        ("target < setosa", "At character 8: classes are compared with = or !=, but there is “<”."),
        ('"width > 3', 'At character 1: the quote " has no other end.'),
        ("probability > 1", "At character 13: expected of and a class, as in probability of"),
        ("probability of", "At character 15: expected a class, but the text ends."),
        (
            "probability of rose > 1",
            "At character 16: “rose” is no class of the network;",
        ),
        ("residual > 1", "At character 1: residual is not known, since the target column holds"),
        ("width ! 3", "At character 7: “!” means nothing here"),
        ("wrong,", "At character 7: expected a condition such as x > 3"),
        ("and", "At character 1: expected a condition such as x > 3, wrong or missing, but there"),
    ],
)
def test_a_mistake_is_one_sentence_with_its_place(text: str, sentence: str) -> None:
    assert fault(text).startswith(sentence)


def test_what_a_project_cannot_answer_is_refused_with_the_reason() -> None:
    plain = Project(Network(), Batch(np.zeros((1, 1))))
    assert "the batch has no target column" in fault("target = 1", plain)
    assert "the network has no Softmax layer" in fault("confidence < 1", plain)
    classes = Project(Network(), Batch(np.zeros((1, 1)), [0]))
    assert "wrong is not known, since the network has no Softmax layer" in fault("wrong", classes)
    values = Project(Network([Dense.random(1, 2, seed=0)]), Batch(np.zeros((1, 1)), [0.5]))
    assert "needs a last layer of one neuron" in fault("largest loss", values)


def test_a_probability_is_that_of_a_class_of_the_network_by_name_or_number() -> None:
    for name in ("setosa", "Setosa", '"setosa"', "0"):
        assert meaning(f"probability of {name} > 0.1") == Query(
            (NumberComparison(">", Quantity("probability", 0), number(0.1)),)
        )
    for text, term in (("iris virginica", 1), ("class 2", 2), ('"class 2"', 2)):
        key = SortKey(Quantity("probability", term), descending=True)
        assert meaning(f"wrong, largest probability of {text}").keys == (key,)
    assert "is no class of the network" in fault("probability of 3 > 0")


def test_predicted_is_a_value_where_the_target_is_one() -> None:
    values = Project(Network([Dense.random(1, 1, seed=0)]), Batch(np.zeros((1, 1)), [0.5]))
    assert meaning("predicted > 2, largest residual", values) == Query(
        (NumberComparison(">", PREDICTED, number(2)),),
        (SortKey(Quantity("residual"), descending=True),),
    )
    assert "no target column to compare with" in fault(
        "residual > 1", replace(values, batch=Batch(np.zeros((1, 1))))
    )
    several = replace(values, network=Network([Dense.random(1, 2, seed=0)]))
    for word in ("predicted", "residual"):
        assert "needs a last layer of one neuron" in fault(f"{word} > 1", several)


@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused_with_a_sentence(text: str) -> None:
    error = fault_in(text)
    assert error is None or str(error).endswith(".")
    assert error is None or 0 <= error.place <= len(text)


PIECES = (
    "wrong",
    "only",
    "probability",
    "of",
    "not",
    "and",
    "or",
    "(",
    ")",
    ",",
    "width",
    ">",
    "=",
    "2",
    "largest",
)


@given(st.lists(st.sampled_from((*PIECES, "loss", "setosa", '"', "petal length (cm)"))))
def test_any_words_are_understood_or_refused_with_a_sentence(words: list[str]) -> None:
    error = fault_in(" ".join(words))
    assert error is None or str(error).endswith(".")


def test_no_nesting_is_too_deep_and_no_text_too_long() -> None:
    assert meaning("(" * 4000 + "wrong" + ")" * 4000).steps == (WordCondition("wrong"),)
    assert len(meaning("not " * 2000 + "wrong").steps) == 2001
    assert meaning("wrong or (" * 900 + "wrong" + ")" * 900).steps.count(LogicOperator("or")) == 900
    assert "at most 10,000 characters, but this one has 1,000,000" in fault("(" * 1_000_000)


def test_a_message_about_a_long_name_stays_short() -> None:
    assert len(fault("x" * 9000 + " > 1")) < 300


def test_every_filter_in_the_documentation_is_understood() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "filters.md").read_text("utf-8")
    cells = re.findall(r"^\| (`.+?`) \|", page, re.MULTILINE)
    texts = [text for cell in cells for text in re.findall("`(.+?)`", cell)]
    assert len(texts) >= 8
    split = LABELLED.with_batch(subset_rows=subset_rows([0, 1, 2]))
    for text in texts:
        assert not meaning(text, split).is_everything, text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("7", (7, None)),
        ("sample 7", (7, None)),
        ("7, width", (7, 0)),
        (" 7 ,1 ", (7, 1)),
        ("Width", (None, 0)),
        (", width", (None, 0)),
        ("a, b", (None, 2)),
    ],
)
def test_a_place_is_a_sample_a_column_or_both(
    text: str, place: tuple[int | None, int | None]
) -> None:
    assert place_of(text, 10, ["width", "height", "a, b"]) == place


def test_a_place_may_be_a_label_unless_it_is_a_number_or_a_column() -> None:
    labels = label_rows(["b", "width", "7", "a, b", "b", " c"])
    for text, place in (
        ("b", (0, None)),
        ("a, b", (3, None)),
        ("width", (None, 0)),
        ("5", (5, None)),
        ("sample 2", (2, None)),
    ):
        assert place_of(text, 6, ["width"], labels=labels) == place
    with pytest.raises(NnfsError, match="“B” is neither the number of a sample nor a label nor"):
        place_of("B", 6, ["width"], labels=labels)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type the number of a sample, or the name of a column."),
        ("10", "There is no sample 10; the last one is 9."),
        ("-1", "“-1” is neither the number of a sample nor the name of a column."),
        ("1, depth", "There is no column “depth”."),
        ("1, 5", "There is no column 5; the last one is 1."),
        ("9" * 5000, "“" + "9" * 40 + "…” is neither the number of a sample nor the name"),
    ],
)
def test_a_place_that_is_none_is_told(text: str, sentence: str) -> None:
    with pytest.raises(NnfsError) as caught:
        place_of(text, 10, ["width", "height"])
    assert str(caught.value).startswith(sentence)


NAMES = st.lists(
    st.text(st.characters(codec="utf-8", exclude_characters="\"`“”'\n"), min_size=1, max_size=9),
    min_size=2,
    max_size=4,
)


@given(NAMES.map(lambda names: [" ".join(name.split()) for name in names]))
def test_a_quoted_name_of_a_class_is_read_as_that_class(names: list[str]) -> None:
    if not all(names) or len({name.lower() for name in names}) < len(names):
        return
    names = [name for name in names if name.lower() != "unknown"]
    batch = Batch(np.zeros((1, 1)), [0], ["x"], class_names=names)
    project = Project(Network([Dense.random(1, 2, seed=0), Softmax()]), batch)
    for index, name in enumerate(batch.class_names):
        text = f"predicted = {quoted_name(name)}"
        assert meaning(text, project) == Query((NumberComparison("=", PREDICTED, number(index)),))


@pytest.mark.parametrize("name", ["wrong", "two words", '6" pipe', "1", "a`b", "it's", "x_1"])
def test_names_with_quotes_in_them_are_quoted_otherwise(name: str) -> None:
    batch = Batch(np.zeros((1, 1)), [0], ["z"], class_names=[name])
    project = Project(FLOWERS.network, batch)
    comparison = NumberComparison("=", TARGET, number(0))
    assert meaning(f"target = {quoted_name(name)}", project) == Query((comparison,))


TEXTS = (
    "wrong",
    "width > 1 or right",
    "largest loss",
    "not wrong, smallest width",
    "species = setosa",
)


@given(st.sampled_from(TEXTS), st.sampled_from(("width >= 0 and width < 2", "right or missing")))
def test_a_narrowed_filter_asks_for_both_and_sorts_as_before(text: str, question: str) -> None:
    query, more, both = meaning(text), meaning(question), meaning(narrowed(text, question))
    joined = (LogicOperator("and"),) if query.steps else ()
    assert both == Query((*query.steps, *more.steps, *joined), query.keys)
    assert narrowed(narrowed(text, question), question) == text
    assert narrowed("", question) == question
