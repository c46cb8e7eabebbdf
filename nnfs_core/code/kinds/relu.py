"""Writes ReLU layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import Chapter, KindCode, Snippet, one_formula

RELU = KindCode(
    python=Snippet(
        "relu($x)",
        '''
def relu(inputs):
    """Keep what is above 0 and turn the rest into 0."""
    outputs = []
    for x in inputs:
        outputs.append(0.0 if x <= 0 else x)  # NaN is not below 0, so it stays
    return outputs
''',
    ),
    numpy=Snippet("np.maximum(0, $x)"),
    classes=Snippet(
        "ReLU()",
        '''
class ReLU:
    """Keeps what is above 0 and turns the rest into 0."""

    def forward(self, inputs):
        self.output = np.maximum(0, inputs)
''',
    ),
    torch=Snippet("nn.ReLU()"),
    keras=Snippet("keras.layers.ReLU(name=$name)"),
    notebook=Chapter(
        r"y = \max(0, x)",
        "The rectified linear unit passes what is above 0 and stops what is below. This one "
        "bend is what lets layers stacked on each other draw more than straight lines.",
        "$outputs = np.maximum(0, $x)",
    ),
    sheet=one_formula("MAX(0,$x)"),
)
