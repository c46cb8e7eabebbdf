"""Writes tanh layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import (
    PYTHON_EXPONENTIAL,
    Chapter,
    KindCode,
    Snippet,
    one_formula,
)

TANH = KindCode(
    python=Snippet(
        "tanh($x)",
        '''
def tanh(inputs):
    """Squeeze each number between -1 and 1."""
    outputs = []
    for x in inputs:
        small = exponential(-2 * abs(x))  # at most 1, so it never overflows
        squeezed = (1 - small) / (1 + small)
        outputs.append(-squeezed if x < 0 else squeezed)
    return outputs
''',
        helper=PYTHON_EXPONENTIAL,
    ),
    numpy=Snippet("np.tanh($x)"),
    classes=Snippet(
        "Tanh()",
        '''
class Tanh:
    """Squeezes each number between -1 and 1, with 0 in the middle."""

    def forward(self, inputs):
        self.output = np.tanh(inputs)
''',
    ),
    torch=Snippet("nn.Tanh()"),
    keras=Snippet('keras.layers.Activation("tanh", name=$name)'),
    notebook=Chapter(
        r"y = \tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}}",
        "The hyperbolic tangent has the shape of the sigmoid, but runs from -1 to 1, so that "
        "an input of 0 gives 0.",
        "$outputs = np.tanh($x)",
    ),
    sheet=one_formula("TANH($x)"),
)
