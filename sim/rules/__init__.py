"""The rules of the model, one file per thing done; every rule is a small compiled function over records."""
