"""This room opens texts of tables with care and parts them into cells, chunk by chunk.

It may import how a table is spelled (`format`, `numbers`) and what opens files.
"""
