"""The one door to matplotlib: pictures as SVG with real text, drawn from plain data and said in words; they know nothing of plans.

Whatever is written in a picture comes in as text that is printed already, so every language prints its own numbers. Places and lengths are
floats: they decide where ink goes, never what a number is.
"""
