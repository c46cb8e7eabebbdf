"""Holds all that is on the screen of NNFS Studio; a folder for each panel."""
