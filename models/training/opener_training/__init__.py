"""Trains Upbeat's opener models and fits their commit gate. See README.md for the commands."""
