"""What each command answers: words, figures and charts of what was found."""
