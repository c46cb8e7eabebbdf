"""Writes sigmoid layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import (
    PYTHON_EXPONENTIAL,
    Chapter,
    KindCode,
    Snippet,
    one_formula,
)

SIGMOID = KindCode(
    python=Snippet(
        "sigmoid($x)",
        '''
def sigmoid(inputs):
    """Squeeze each number between 0 (far left) and 1 (far right)."""
    outputs = []
    for x in inputs:
        outputs.append(1 / (1 + exponential(-x)))
    return outputs
''',
        helper=PYTHON_EXPONENTIAL,
    ),
    numpy=Snippet("1 / (1 + np.exp(-$x))"),
    classes=Snippet(
        "Sigmoid()",
        '''
class Sigmoid:
    """Squeezes each number between 0 (far left) and 1 (far right)."""

    def forward(self, inputs):
        self.output = 1 / (1 + np.exp(-inputs))
''',
    ),
    torch=Snippet("nn.Sigmoid()"),
    keras=Snippet('keras.layers.Activation("sigmoid", name=$name)'),
    notebook=Chapter(
        r"y = \frac{1}{1 + e^{-x}}",
        "The sigmoid squeezes any number between 0 and 1: 0 gives 0.5, and a few units to "
        "either side the curve is almost flat. Far to the left $e^{-x}$ overflows to "
        "infinity, and 1 over infinity is 0, as it should be.",
        "$outputs = 1 / (1 + np.exp(-$x))",
    ),
    # Either way the exponential is at most 1, as a spreadsheet stops at an overflow.
    sheet=one_formula("IF($x>=0,1/(1+EXP(-$x)),EXP($x)/(1+EXP($x)))"),
)
