"""The commit gate: whether an opener is good enough to be spoken."""
