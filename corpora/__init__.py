"""What is read and learnt from: readers for every file type, authored training text, sample reports."""
