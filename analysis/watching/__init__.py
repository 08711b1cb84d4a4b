"""One typical run, lived through once more before witnesses, as a page that plays it month by month."""
