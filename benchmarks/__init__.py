"""Speed and scale, on generated deliveries: what a load costs beside the floor.

Belongs here: making deliveries at any scale, timing whole loads in processes of their own, the hand-written floor.
Does not belong here: what is right (tests/).
"""
