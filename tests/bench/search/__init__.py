"""The search bench: Praxis beside other engines on the same documents, and beside what it promises."""
