"""From a delivered file to rows of text, per layout.

Belongs here: one reader per layout, and what they share. A reader reads each file once, in columns, and knows nothing
of rules, pseudonyms or storage. What it hands over holds personal values in memory only; `expectations.keuring` treats
them in the same pass that stores the rows.
"""
