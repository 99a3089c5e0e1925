"""Writes back every line as it is."""
import sys

source, target = sys.stdin.buffer, sys.stdout.buffer
for line in source:
    target.write(line)
    target.flush()
