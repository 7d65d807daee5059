"""The Model Context Protocol: whosays as tools and resources for assistants and agents.

``answers`` has what is answered and how it looks, ``tools`` the tools and resources, ``serving`` how it is reached.
"""
