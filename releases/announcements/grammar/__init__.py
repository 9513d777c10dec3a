"""The grammar of a sentence: its clauses, what each is about and says, and which date goes with which place."""
