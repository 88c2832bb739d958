"""Measuring: Chung Sức beside small servers that do the same work, in one interleaved run."""
