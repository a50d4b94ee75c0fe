"""The what-if desk: the neighbourhood of a plan. One question a file, each answered by many hot solves and told exactly.

`dial` (a number over a range), `frontier` (the optimum along it), `near` (what can change while the effect stays nearly the best), `least` with
`moves` (the smallest change of a given plan) and `firsts` (the few moves that matter),
`estimates` with `tornado` (one at a time), `draws` (all at once) and `robust` (plans for when they disappoint).
"""
