"""All that asks another machine: guarded connections, what robots.txt allows, unpacking, turns at a host.

Knows nothing of what is fetched.
"""
