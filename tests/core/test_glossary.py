"""The glossary: every word of the field is there, says something, and can be found and seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nnfs_core import KINDS, NnfsError
from nnfs_core.examples import example_named
from nnfs_core.learning import glossary
from nnfs_core.learning.glossary import GROUPS, Term, check_links, search, terms, terms_of

DATA = "array, list, list of lists, scalar, vector, matrix, tensor, dimension, rank, shape, axis"
OPERATIONS = (
    "dot product, weighted sum, vector addition, matrix product, transposition, broadcasting, "
    "element-wise, exponentiation, parallel processing"
)
NETWORKS = (
    "neuron, weight, bias, layer, dense layer, fully connected, activation function, step, linear, "
    "sigmoid, rectified linear, softmax, sample, feature, batch, batch size, forward pass, "
    "probability distribution, confidence score, pre-trained, initialisation, seed, Gaussian, "
    "overflow, score, training, generalisation, classification, regression"
)
WORDS = [
    (group, word)
    for group, words in (("Data", DATA), ("Operations", OPERATIONS), ("Networks", NETWORKS))
    for word in words.split(", ")
]

every_term = pytest.mark.parametrize("term", terms().values(), ids=lambda term: term.id)


def found(typed: str) -> list[str]:
    return [term.id for term in search(typed)]


@pytest.mark.parametrize(("group", "word"), WORDS, ids=[word for _, word in WORDS])
def test_every_word_that_the_app_must_explain_is_found_first(group: str, word: str) -> None:
    best = search(word)[0]
    assert word.casefold() in (best.title.casefold(), best.title.casefold().partition(" (")[0])
    assert best.group == group


@every_term
def test_a_term_is_read_by_its_id_without_the_others(term: Term) -> None:
    assert glossary.term(term.id) == term


@every_term
def test_a_term_says_something_and_leads_on(term: Term) -> None:
    assert term.text[0].isupper() or term.text[0] == "`"
    assert term.text.endswith(".")
    assert len(term.text.split()) >= 15
    assert term.related
    assert term.id not in term.related
    assert set(term.related) <= terms().keys()
    assert len({*term.related}) == len(term.related)


@pytest.mark.parametrize("kind", [*(kind.kind for kind in KINDS), "batch"])
def test_the_rule_of_every_kind_has_its_words_the_own_one_first(kind: str) -> None:
    found = terms_of(kind)
    file = "nnfs_core/learning/glossary/terms.toml"
    assert [term.id for term in found[:1]] == [kind], f"{file} has no term with the id {kind!r}"
    assert 2 <= len(found) <= 3, f"in {file} {kind!r} is in the rules of no other term, or of many"


@every_term
def test_a_term_belongs_to_rules_of_kinds_that_there_are(term: Term) -> None:
    assert set(term.rules) <= {*(kind.kind for kind in KINDS), "batch"}


@every_term
def test_the_example_of_a_term_has_what_the_term_points_at(term: Term) -> None:
    term.see.place_in(example_named(term.example).build())


@every_term
def test_every_term_is_found_first_by_its_title_and_is_found_by_each_of_its_other_names(
    term: Term,
) -> None:
    assert search(term.title)[0] == term
    for name in term.aliases:
        assert term in search(name)[:4]


def test_no_two_terms_share_a_title_and_all_groups_are_used() -> None:
    titles = [term.title for term in terms().values()]
    assert len(set(titles)) == len(titles)
    assert {term.group for term in terms().values()} == set(GROUPS)


def test_searching_takes_beginnings_other_names_and_words_of_the_text_the_best_first() -> None:
    assert found("relu")[:2] == ["relu", "leaky_relu"]
    assert found("matrix")[:2] == ["matrix", "matrix_product"]
    assert found("gauss")[0] == "gaussian"
    assert found("bell curve")[0] == "gaussian"
    assert found("  PRODUCT dot ")[0] == "dot_product"
    assert found("axis=1")[0] == "axis"
    assert "iris" not in found("petal")
    assert found("petal") == ["feature"]  # a word of its text alone
    assert found("zebra") == []


def test_without_anything_typed_every_term_is_there_in_order() -> None:
    assert found(" ") == list(terms())


@given(st.text(max_size=40))
def test_whatever_is_typed_finds_each_term_at_most_once(typed: str) -> None:
    ids = found(typed)
    assert len(set(ids)) == len(ids)
    assert set(ids) <= terms().keys()


def test_a_link_to_a_term_that_is_not_there_is_told() -> None:
    check_links("a [neuron](glossary:neuron) and [another](https://example.org)")
    with pytest.raises(ValueError, match="no term 'newron'"):
        check_links("a [neuron](glossary:newron)")


def test_a_project_that_lacks_a_thing_is_told_so() -> None:
    overflow = terms()["overflow"]
    with pytest.raises(NnfsError, match="This network has no Softmax layer"):
        overflow.see.place_in(example_named("One neuron").build())


def test_what_comes_before_softmax_is_a_score_and_not_a_confidence() -> None:
    assert found("logit")[0] == "score"
    assert found("score")[0] == "score"
    assert "score" not in glossary.term("confidence_score").aliases
