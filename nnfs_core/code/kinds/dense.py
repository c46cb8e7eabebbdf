"""Writes dense layers in each dialect and in a spreadsheet."""

from nnfs_core.code.kinds.kind_code import Chapter, KindCode, Snippet, one_formula

DENSE = KindCode(
    python=Snippet(
        "dense($x, $weights, $biases)",
        '''
def dense(inputs, weights, biases):
    """Every neuron weighs every input, sums the products and adds its bias.

    weights holds a list for each neuron, with a number for each input; biases a number a neuron.
    """
    outputs = []
    for neuron_weights, bias in zip(weights, biases):
        total = 0.0
        for x, weight in zip(inputs, neuron_weights):
            total += x * weight
        outputs.append(total + bias)
    return outputs
''',
    ),
    numpy=Snippet("$x @ $weights + $biases"),
    classes=Snippet(
        "Dense($weights, $biases)",
        '''
class Dense:
    """Every neuron weighs every input, sums the products and adds its bias."""

    def __init__(self, weights, biases):
        self.weights = weights  # (inputs, neurons)
        self.biases = biases  # (neurons,)

    def forward(self, inputs):
        self.output = inputs @ self.weights + self.biases  # (samples, neurons)
''',
    ),
    torch=Snippet(
        "nn.Linear($n_inputs, $n_outputs, dtype=DTYPE)",
        # PyTorch keeps a row of weights for each neuron.
        load="$layer.weight.copy_($weights.T)\n$layer.bias.copy_($biases)",
    ),
    keras=Snippet(
        "keras.layers.Dense($n_outputs, name=$name)", load="$layer.set_weights([$weights, $biases])"
    ),
    notebook=Chapter(
        r"Y = X \, W + b, \qquad y_{ij} = \sum_k x_{ik} \, w_{kj} + b_j",
        "Each neuron multiplies every input by a weight of its own, sums the products and adds "
        "its bias. A column of the weights belongs to one neuron, a row of the inputs to one "
        "sample, so the matrix product has a row a sample and a column a neuron. The biases "
        "are one row, which NumPy adds to every sample.",
        "$outputs = $x @ $weights + $biases",
    ),
    sheet=one_formula("SUMPRODUCT($inputs,$weights)+$bias"),
    lists={"biases": "bias"},
    table=(
        "Weights, a row a neuron, and its bias",
        "The weights, to the right, stand a row a neuron: SUMPRODUCT multiplies such a row "
        "with a sample's row of inputs, pair by pair, and adds the products up.",
    ),
)
