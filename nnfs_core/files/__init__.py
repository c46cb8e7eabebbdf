"""Reading and writing: the native format and tables of text."""
