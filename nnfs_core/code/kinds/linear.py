"""Writes linear layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import Chapter, KindCode, Snippet, one_formula

LINEAR = KindCode(
    python=Snippet(
        "linear($x)",
        '''
def linear(inputs):
    """Pass every number on unchanged."""
    return inputs
''',
    ),
    numpy=Snippet("$x"),
    classes=Snippet(
        "Linear()",
        '''
class Linear:
    """Passes each number on unchanged."""

    def forward(self, inputs):
        self.output = inputs
''',
    ),
    torch=Snippet("nn.Identity()"),
    keras=Snippet('keras.layers.Activation("linear", name=$name)'),
    notebook=Chapter(
        r"y = x",
        "A linear activation changes nothing. It stands at the end of a network that predicts "
        "a value of any size, such as a price or a temperature.",
        "$outputs = $x",
    ),
    sheet=one_formula("$x"),
)
