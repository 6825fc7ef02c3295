"""The demo: a made-up Enschede of 2019-2024 whose extracts add up to the figures that the municipality printed, and the
statements and documents of Enschede and Twenterand as they were typed.

Belongs here: the made-up world (who received what, from when until when), the figures it must add up to
(`doelcijfers.csv`), and the tools to write it down. Does not belong here: how a source system lays out its files, nor
the rows that people typed (`sources.<bron>.demo`).
"""
