"""What money buys: which policies are worth their cost, from what value of one more lasting alliance on, how surely."""
