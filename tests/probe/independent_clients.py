"""What do client libraries that nobody here wrote find on the network they are run in?

Usage: independent_clients.py ws-discovery|mdns|ssdp OWN_ADDRESS HOW_MANY. Asks again until it has found so many
things, but not for ever, and prints them as JSON.
"""

import asyncio
import json
import sys
import time

ROUND = 1
"""Seconds; devices spread their answers over less than half of one."""
MOST_ROUNDS = 30


def ws_discovery(own, many):
    from wsdiscovery.discovery import ThreadedWSDiscovery

    found = {}
    for _ in range(MOST_ROUNDS):
        client = ThreadedWSDiscovery()
        client.start()
        try:
            for one in client.searchServices(timeout=ROUND):
                if one.getXAddrs():
                    found[one.getXAddrs()[0]] = [str(scope.getValue()) for scope in one.getScopes()]
        finally:
            client.stop()
        if len(found) >= many:
            break
    return found


def mdns(own, many):
    from zeroconf import ServiceBrowser, ServiceListener, Zeroconf

    class Listener(ServiceListener):
        def __init__(self):
            self.found = {}

        def add_service(self, zc, type_, name):
            info = zc.get_service_info(type_, name)
            texts = {key.decode(): (value or b"").decode() for key, value in info.properties.items()}
            self.found[name] = [info.parsed_addresses(), info.port, info.server, texts]

        def remove_service(self, zc, type_, name): ...

        def update_service(self, zc, type_, name): ...

    client, listener = Zeroconf(interfaces=[own]), Listener()
    try:
        for kind in ("_axis-video._tcp.local.", "_ipp._tcp.local."):
            ServiceBrowser(client, kind, listener)
        for _ in range(10 * MOST_ROUNDS):
            if len(listener.found) >= many:
                break
            time.sleep(ROUND / 10)
    finally:
        client.close()
    return listener.found


def ssdp(own, many):
    return asyncio.run(_ssdp(own, many))


async def _ssdp(own, many):
    from async_upnp_client.aiohttp import AiohttpRequester
    from async_upnp_client.client_factory import UpnpFactory
    from async_upnp_client.search import async_search

    places = set()

    async def heard(headers):
        places.add(headers["location"])

    for _ in range(MOST_ROUNDS):
        await async_search(heard, timeout=ROUND, source=(own, 0))
        if len(places) >= many:
            break
    factory = UpnpFactory(AiohttpRequester(), non_strict=True)
    devices = [await factory.async_create_device(place) for place in sorted(places)]
    return {
        one.device_url: [one.manufacturer, one.model_name, one.serial_number, one.device_type]
        for one in devices
    }


if __name__ == "__main__":
    ways = {"ws-discovery": ws_discovery, "mdns": mdns, "ssdp": ssdp}
    print(json.dumps(ways[sys.argv[1]](sys.argv[2], int(sys.argv[3]))))
