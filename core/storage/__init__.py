"""MongoDB: the only place that speaks its language."""
