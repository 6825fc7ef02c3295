"""What every site of ours has in common: how it looks, how a value is written, how a chart becomes a drawing.

Belongs here: what the quality dashboard and the report share. Does not belong here: what either of them says.
"""
