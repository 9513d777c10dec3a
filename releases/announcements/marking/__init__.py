"""Recognising the words of a sentence: a row of marks, each with its meaning."""
