"""Small servers that do the same work, to measure Chung Sức against; see docs/performance.md.

They run in an environment of their own (requirements/peers.lock) and import nothing of the rest.
"""
