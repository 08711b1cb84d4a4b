"""What an answer hinges on: which numbers drive it, where a favourite loses, what it would be worth to know them.

All of it is plain functions of what worlds drew (worlds × numbers) and what came of them (worlds × policies), so that a
formula with a known answer can stand in for the model.
"""
