"""Releases set for readers; computes nothing."""
