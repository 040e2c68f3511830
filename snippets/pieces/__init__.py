"""What readers move: a module each, which makes all of it but the moving.

`docs/_hooks/pieces.py` puts a piece where a page has `<!-- piece: name -->`.
A module has, in its own words:

LABEL        what the piece is called, for who cannot see it
DESCRIPTION  the still figure in words
CAPTION      the line below the still figure
CONTROLS     the form: native inputs with names, and an <output>
SUMMARY      the line that opens the table
svg()        the still figure: what is read without a script, and printed
table()      headings, and rows; or answers(), the HTML of what is behind the line
data()       what the script needs, as small as it can be
"""
