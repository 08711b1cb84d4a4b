"""One file a command: its options, and what it does. Whatever is heavy is imported when the command acts."""
