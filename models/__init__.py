"""What learns: features, the linear model, decoding over a report, saved models."""
