"""What stands between the socket and Django.

One process has one loop, which talks to the network, and one thread, which runs Django. The loop
reads a body to its end, within limits, before the thread sees the request: a slow visitor holds
nobody. It answers by itself what must never wait: `/healthz`, static files and finished pages.
"""
