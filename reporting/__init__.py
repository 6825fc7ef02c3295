"""What people look at: the quality dashboard, and what the owner of a source is handed.

Made from the published marts alone.
"""
