"""The shipped programmes beside TAZ: what was published comes out of their plans."""
