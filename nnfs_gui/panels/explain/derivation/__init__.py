"""This room shows a derivation: rule, formula, terms and result.

It may import what its panel may, and explain's explainer; never the sections.
"""
