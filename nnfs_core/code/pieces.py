"""Writes the pieces that programs of every dialect are put together from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import numpy as np

from nnfs_core.arrays import AnyArray
from nnfs_core.code.dialect import ProgramText
from nnfs_core.code.excerpt import DIGEST, Excerpt, LayerInCode
from nnfs_core.code.kinds import Snippet
from nnfs_core.code.literals import assignment, comment, line_text, names_text, quoted
from nnfs_core.code.weight_files import weights_name
from nnfs_core.layers import Dense
from nnfs_core.layers.initialisation import NORMAL, Legacy
from nnfs_core.numerals import full_number
from nnfs_core.wording import counted, sentence

LinesOf = Callable[[str], str]  # the assignment of an array, by its name in code

MOST_DRAWN = 2**16  # numbers that are drawn anew to see whether weights are as drawn
EXPECTED = "The outputs that the app computed for these samples."
IN_FILE = "# The numbers that are too many for this text, in a file beside it"
AGREEING = (
    "# The largest difference. NaN agrees with NaN, and infinity with infinity of the same sign."
)
FAILING = """\
if largest > TOLERANCE:
    raise SystemExit(1)  # so that whoever started the program knows"""


def script(
    excerpt: Excerpt,
    title: str,
    lines_of: LinesOf,
    opening: Sequence[str],
    network: Sequence[str],
    *,
    show: str = "print(outputs)",
    check: str,
    note: str = "",
    expected: str = EXPECTED,
    in_file: Mapping[str, AnyArray] | None = None,
) -> ProgramText:
    """The skeleton of every program but the notebook; an empty piece of it is left out.

    Its heading with a `note`, the `opening` with imports and definitions, the numbers, the
    `network` and its forward pass from `inputs` to `outputs`, and the comparison with what is
    `expected`. `beside` are the arrays in the file beside it, by default those of the excerpt.
    """
    pieces = (
        heading(excerpt, title) + note,
        *opening,
        batch_lines(excerpt, lines_of),
        *parameter_lines(excerpt, lines_of),
        *network,
        expected_lines(lines_of, expected),
        show,
        check,
    )
    text = "\n\n".join(piece for piece in pieces if piece) + "\n"
    return ProgramText.script(text, excerpt.in_file if in_file is None else in_file)


def heading(excerpt: Excerpt, title: str) -> str:
    """The comment that a program begins with.

    Its first two lines hold no foreign text: there Python would take `coding:` for the encoding of
    the file.
    """
    lines = [
        f"A neural network in {title}, written by NNFS Studio.",
        "It computes the outputs of some samples and compares them with those of the app.",
    ]
    name = line_text(excerpt.project.title)
    if name:
        lines += ["", name]
    return "\n".join(comment(line).rstrip() for line in lines)


def batch_sentence(excerpt: Excerpt) -> str:
    """Which samples the program carries, and what their columns are."""
    batch = excerpt.project.batch
    if excerpt.n_rows == batch.n_samples:
        which = f"The batch: {counted(excerpt.n_rows, 'sample')}"
    else:
        which = f"The first {excerpt.n_rows:,} of {counted(batch.n_samples, 'sample')}"
    return f"{which}, {counted(batch.n_features, 'feature')} each.\n" + names_text(batch.columns)


def part_sentence(part: LayerInCode) -> str:
    """A layer's name, and what it takes and gives."""
    name = line_text(part.name, 40)
    return f"{name}: {counted(part.n_inputs, 'input')}, {counted(part.n_outputs, 'output')}"


def drawn_sentence(part: LayerInCode) -> str:
    """By which rule the weights were drawn, where it was chosen and they still are what it gave."""
    layer = part.layer
    if not isinstance(layer, Dense) or layer.initialisation == NORMAL:
        return ""
    rule = layer.initialisation
    before = rule.drawn_before if isinstance(rule, Legacy) else 0
    if layer.parameter_count + before > MOST_DRAWN or layer != layer.redrawn(layer.seed):
        return ""
    said = [rule.title, *([f"seed {layer.seed}"] if rule.is_random else [])]
    for name, option in rule.options().items():
        said.append(f"{option.title.lower()} {full_number(rule.option_values()[name])}")
    return sentence("As drawn: {rule}")(", ".join(said))


def off_comment(part: LayerInCode) -> str:
    """What stands in the place of a layer that is switched off."""
    return comment(f"{line_text(part.name, 40)} is switched off and left out.")


def definitions(snippets: Iterable[Snippet]) -> str:
    """The functions or classes that layers need, each once, in empty lines; or nothing."""
    texts = [text for snippet in snippets for text in (snippet.helper, snippet.definition) if text]
    each = dict.fromkeys(text.strip() for text in texts)
    return "\n" + "\n\n\n".join(each) + "\n" if each else ""


def loading(excerpt: Excerpt, read: str, suffix: str, error: str = "SystemExit") -> str:
    """The lines that read the program's file of numbers, or nothing."""
    if not excerpt.in_file:
        return ""
    name = weights_name(excerpt.stem, suffix)
    check = own_file(excerpt, name, f'numbers.get("{DIGEST}") != {{digest}}', error)
    return f"{IN_FILE}\nnumbers = {read}({quoted(name)})\n{check}"


def own_file(excerpt: Excerpt, name: str, is_other: str, error: str = "SystemExit") -> str:
    """The lines that end the program if its file of numbers is that of another one.

    `is_other` tells that in Python, with the field `digest` for the one that its own file has.
    """
    digest = int(excerpt.in_file[DIGEST][0])
    told = sentence("{name} was saved with another program; save both again.")(name)
    return f"""\
if {is_other.format(digest=digest)}:  # so that it never computes with other numbers
    raise {error}({quoted(told)})"""


def array_lines(excerpt: Excerpt, make: str, name: str) -> str:
    """The assignment of an array, from the text or from the file."""
    if name in excerpt.in_file:
        return f'{name} = numbers["{name}"]  # {excerpt.in_file[name].shape}'
    return assignment(name, excerpt.in_text[name], f"{make}(", ", dtype=DTYPE)")


def batch_lines(excerpt: Excerpt, lines_of: LinesOf) -> str:
    """The inputs, under a comment that says which samples they are."""
    return f"{comment(batch_sentence(excerpt))}\n{lines_of('inputs')}"


def parameter_lines(excerpt: Excerpt, lines_of: LinesOf) -> Iterator[str]:
    """For each layer that has arrays these, under a comment that names it and how it began."""
    for part in excerpt.active:
        if part.arrays:
            said = "\n".join(filter(None, (part_sentence(part), drawn_sentence(part))))
            yield "\n".join([comment(said), *map(lines_of, part.arrays)])


def expected_lines(lines_of: LinesOf, sentence: str = EXPECTED) -> str:
    """The outputs to compare with, under a comment that says where they come from."""
    return f"{comment(sentence)}\n{lines_of('expected')}"


def layer_lines(excerpt: Excerpt, line_of: Callable[[LayerInCode], str]) -> list[str]:
    """A line for each layer with its name behind it; a comment for one that is switched off."""
    return [
        f"{line_of(part)}  # {line_text(part.name, 40)}"
        if part.layer.enabled
        else off_comment(part)
        for part in excerpt.parts
    ]


def tolerance_line(excerpt: Excerpt) -> str:
    """The tolerance, and why it is what it is."""
    return (
        f"TOLERANCE = {excerpt.tolerance:.0e}  "
        f"# {excerpt.sums} sums that are rounded in another order differ by less"
    )


def special_numbers(excerpt: Excerpt) -> list[str]:
    """Which of the names `inf` and `nan` the numbers in the text make use of."""
    arrays = excerpt.in_text.values()
    found = [("inf", np.isinf), ("nan", np.isnan)]
    return [name for name, is_it in found if any(is_it(array).any() for array in arrays)]
