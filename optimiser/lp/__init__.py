"""The solver's room: the only place with floats. What comes out is a proposal, never a plan."""
