"""The one door to statsmodels, pingouin and scipy: patterns and counts in, plain unrounded numbers out.

One file for each question a reader may ask. Every function leaves incomplete cases out itself and counts them,
states in its docstring the rule for ties, zeros and missing values, its source, and the lines of R that give the same
number.
These libraries take a second to import, so each function imports what it needs.
"""
