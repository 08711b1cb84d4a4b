"""What is made of finished runs: comparisons, intervals, patterns, charts, words."""
