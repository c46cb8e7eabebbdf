"""This room reads files that keep tables column by column, Parquet and Arrow, with pyarrow.

It may import what its parent room may; pyarrow is an extra, and imported when it is first needed.
"""
