"""A corpus read as calmly as a file: on Daft, on all cores of a machine or many machines, started again where it
stopped.

``corpus.run`` is the whole of it, in three steps that each start again by themselves: inputs are read (``reading``),
their documents traced (``tracing``), stories told of them (``blocks``, ``telling``). ``layout`` says which files are
made, ``worker`` is the process that reads foreign language, ``engine`` all that is asked of Daft.
"""
