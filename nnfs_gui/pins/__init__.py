"""Earlier states and other networks to compare the present one with."""
