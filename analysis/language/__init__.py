"""What things are called, and progress told while a study runs."""
