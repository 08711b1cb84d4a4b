"""What policies differ by: differences with intervals, ranking, what the order rests on, what they do together."""
