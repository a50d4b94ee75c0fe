"""The commands as people give them: real processes in a folder of their own."""
