"""This room names things on the screen, so that glossary and lessons can point at them.

It may import the project and all below; never the glossary or the lessons.
"""

from __future__ import annotations

from nnfs_core.learning.landmarks.finding import (
    LayerWords,
    NamesLayer,
    check_kind,
    check_layer_words,
    check_neuron,
    check_option,
    check_sample,
    check_weight,
    find_layer,
    find_network_layer,
)
from nnfs_core.learning.landmarks.landmark import (
    AnyLandmark,
    BiasLandmark,
    ButtonLandmark,
    CardLandmark,
    CellLandmark,
    Count,
    FeatureLandmark,
    FieldLandmark,
    InputLandmark,
    Landmark,
    MatrixLandmark,
    OptionLandmark,
    PaletteLandmark,
    PanelLandmark,
    PanelName,
    PrecisionLandmark,
    ProbabilitiesLandmark,
    SampleLandmark,
    TabLandmark,
    TabName,
    WeightLandmark,
)
