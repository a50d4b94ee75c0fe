"""Tests of the differences between two sides."""
