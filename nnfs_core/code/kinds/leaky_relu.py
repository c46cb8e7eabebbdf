"""Writes leaky ReLU layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import Chapter, KindCode, Snippet, one_formula

LEAKY_RELU = KindCode(
    python=Snippet(
        "leaky_relu($x, $slope)",
        '''
def leaky_relu(inputs, slope):
    """Keep what is above 0 and shrink the rest."""
    outputs = []
    for x in inputs:
        outputs.append(x if x > 0 else slope * x)
    return outputs
''',
    ),
    numpy=Snippet("np.where($x > 0, $x, $slope * $x)"),
    classes=Snippet(
        "LeakyReLU($slope)",
        '''
class LeakyReLU:
    """Like ReLU, but lets a little of what is below 0 through."""

    def __init__(self, slope):
        self.slope = slope

    def forward(self, inputs):
        self.output = np.where(inputs > 0, inputs, self.slope * inputs)
''',
    ),
    torch=Snippet("nn.LeakyReLU($slope)"),
    keras=Snippet("keras.layers.LeakyReLU(negative_slope=$slope, name=$name)"),
    notebook=Chapter(
        r"y = x \text{ if } x > 0 \text{, else } $slope \, x",
        "The leaky rectified linear unit passes what is above 0 and lets a little of the rest "
        "through, so that no neuron falls silent altogether.",
        "$outputs = np.where($x > 0, $x, $slope * $x)",
    ),
    sheet=one_formula("IF($x>0,$x,$slope*$x)"),
)
