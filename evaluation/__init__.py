"""How good and how fast: scores against labelled reports, and benchmarks."""
