"""Writes step layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import Chapter, KindCode, Snippet, one_formula

STEP = KindCode(
    python=Snippet(
        "step($x)",
        '''
def step(inputs):
    """Fire with 1 above 0, stay silent with 0 at or below it."""
    outputs = []
    for x in inputs:
        if x != x:  # only NaN differs from itself, and it stays what it is
            outputs.append(x)
        else:
            outputs.append(1.0 if x > 0 else 0.0)
    return outputs
''',
    ),
    numpy=Snippet("np.heaviside($x, 0)"),
    classes=Snippet(
        "Step()",
        '''
class Step:
    """Fires (1) above 0 and stays silent (0) at or below it."""

    def forward(self, inputs):
        self.output = np.heaviside(inputs, 0)  # the 0 is the output for an input of exactly 0
''',
    ),
    torch=Snippet(
        "Step()",
        '''
class Step(nn.Module):
    """Fires (1) above 0 and stays silent (0) at or below it; NaN stays NaN."""

    def forward(self, inputs):
        return torch.where(torch.isnan(inputs), inputs, (inputs > 0).to(inputs.dtype))
''',
    ),
    keras=Snippet(
        "Step(name=$name)",
        '''
class Step(keras.Layer):
    """Fires (1) above 0 and stays silent (0) at or below it; NaN stays NaN."""

    def call(self, inputs):
        fired = keras.ops.cast(inputs > 0, inputs.dtype)
        return keras.ops.where(keras.ops.isnan(inputs), inputs, fired)

    def compute_output_shape(self, input_shape):
        return input_shape
''',
    ),
    notebook=Chapter(
        r"y = 1 \text{ if } x > 0 \text{, else } 0",
        "The step is the oldest activation: a neuron either fires or is silent. How far its "
        "sum lies above or below 0 is lost, which is why it is hard to train.",
        "$outputs = np.heaviside($x, 0)  # the 0 is the output for an input of exactly 0",
    ),
    sheet=one_formula("IF($x>0,1,0)"),
)
