"""What experts believe: the questions they are asked, what they answer, and what a group of them believes together."""
