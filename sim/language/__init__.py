"""Words in Thai and English, numbers as people write them, and how both are laid out; everything else may use it."""
