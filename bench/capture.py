"""Writes a capture of N bytes: mostly camera video, with discovery, web and office traffic in between.

Usage: capture.py BYTES FILE
"""

import random
import runpy
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKETS: dict[str, Any] = runpy.run_path(
    str(Path(__file__).parent.parent / "tests" / "fixtures" / "pcap" / "build.py"), run_name="packets"
)
CAMERAS = [f"10.20.{i // 200}.{i % 200 + 10}" for i in range(400)]
OVER_UDP = 250
"""Cameras whose video is RTP; the rest send it inside RTSP."""
RECORDER, RESOLVER = "10.20.9.9", "10.20.0.1"
NAMES = ("www.example.org", "mail.example.org", "time.hik-connect.com", "update.axis.com")
PERSONAS = ("sadp_camera", "dhip_recorder", "axis_camera", "onvif_camera", "dhcp_hosts", "tls_hosts", "greeters",
            "cousins", "ipv6_hosts")  # fmt: skip
RTP_BYTES, TCP_BYTES = 1412, 1448


def hardware(camera: int) -> str:
    """Return the address of a camera's interface."""
    return f"44:19:b6:00:{camera >> 8:02x}:{camera & 255:02x}"


def video(dice: random.Random) -> Iterator[tuple[bytes, ...]]:
    """Yield the packets of one video frame's part, for ever."""
    noise = dice.randbytes(1 << 20)
    udp, tcp = PACKETS["udp"], PACKETS["tcp"]
    heads = [
        udp(bytes(RTP_BYTES), (c, 20000 + 2 * i), (RECORDER, 30000 + 2 * i))[:42]
        for i, c in enumerate(CAMERAS)
    ]
    inside = [
        tcp(bytes(TCP_BYTES), (c, 554), (RECORDER, 40000 + i), 1, 0x10)[:54] for i, c in enumerate(CAMERAS)
    ]
    acks = [tcp(b"", (RECORDER, 40000 + i), (c, 554), 5, 0x10) for i, c in enumerate(CAMERAS)]
    sequence = [1] * len(CAMERAS)
    while True:
        i, at = dice.randrange(len(CAMERAS)), dice.randrange((1 << 20) - 1500)
        if i < OVER_UDP:
            yield (heads[i] + b"\x80\x60" + noise[at : at + RTP_BYTES - 2],)
            continue
        head = inside[i]
        number = struct.pack(">I", sequence[i] & 0xFFFFFFFF)
        sequence[i] += TCP_BYTES
        frame = head[:38] + number + head[42:] + noise[at : at + TCP_BYTES]
        yield (frame, acks[i]) if sequence[i] % 2 else (frame,)


def between(dice: random.Random) -> Iterator[bytes]:
    """Yield what stands between two packets of video: mostly nothing."""
    chance = dice.random()
    if chance < 0.01:
        asker = f"10.21.0.{dice.randrange(200) + 1}", dice.randrange(20000, 60000)
        yield PACKETS["udp"](PACKETS["dns"](dice.choice(NAMES)), asker, (RESOLVER, 53))
    elif chance < 0.012:
        yield from PACKETS[dice.choice(PERSONAS)]()
    elif chance < 0.014:
        camera = dice.randrange(len(CAMERAS))
        yield PACKETS["arp"](CAMERAS[camera], hardware(camera))
    elif chance < 0.015:
        start = PACKETS["head"](
            "HTTP/1.1 200 OK", "Server: nginx", "Content-Type: text/html", "Content-Length: 40000"
        )
        page = start + b"<html><title>x</title>" + bytes(39979)
        client = f"10.21.0.{dice.randrange(200) + 1}", dice.randrange(1024, 65000)
        server = f"198.51.100.{dice.randrange(200)}", 80
        yield from PACKETS["conversation"](client, server, [("c", b"GET / HTTP/1.1\r\n\r\n"), ("s", page)])


def frames(dice: random.Random) -> Iterator[bytes]:
    """Yield every packet of the capture, for ever."""
    for persona in PERSONAS:
        yield from PACKETS[persona]()
    for camera, address in enumerate(CAMERAS):
        yield PACKETS["arp"](address, hardware(camera))
    for part in video(dice):
        yield from part
        yield from between(dice)


def write(size: int, path: Path) -> None:
    """Write a capture of about ``size`` bytes; the same size gives the same bytes."""
    with path.open("wb") as out:
        out.write(struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, 1))
        for number, frame in enumerate(frames(random.Random(20261123))):
            seconds, micros = divmod(number * 50, 1_000_000)
            stamp = PACKETS["START"] + seconds
            out.write(struct.pack("<IIII", stamp, micros, len(frame), len(frame)) + frame)
            if out.tell() >= size:
                return


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
