"""Which recommendations together, when and how hard, under a budget: designed, foretold, searched, verified."""
