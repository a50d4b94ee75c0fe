"""The what-if desk."""
