"""From which answers does fuzzing begin? One of each protocol, in the shape of the facts (§1)."""

from phaseout.probe.inquiries import INQUIRIES, Fresh, snmp

_NOTICE = (
    b'{"mac":"4c:11:bf:00:00:30","method":"client.notifyDevInfo","params":{"deviceInfo":{"DeviceClass":"IPC",'
    b'"DeviceType":"IPC-HFW5442E-ZE","HttpPort":80,"IPv4Address":{"IPAddress":"10.20.0.17"},"SerialNo":"4C0048DPAJ8F3C9",'
    b'"Vendor":"Private","Version":"2.800.0000000.29.R"}}}\n'
)
_SIZE = len(_NOTICE).to_bytes(4, "little")
SEEDS: tuple[bytes, ...] = (
    (
        b'<?xml version="1.0" encoding="UTF-8"?>\r\n<ProbeMatch>\r\n<Uuid>6B2E7C2A-6A9F-4E71-9D2C-0C3D1B8A9E10</Uuid>\r\n'
        b"<Types>inquiry</Types>\r\n<DeviceDescription>DS-2CD2143G2-I</DeviceDescription>\r\n"
        b"<DeviceSN>DS-2CD2143G2-I20220101AAWRJ00000000</DeviceSN>\r\n<MAC>44-19-b6-00-00-17</MAC>\r\n"
        b"<IPv4Address>10.20.0.17</IPv4Address>\r\n<HttpPort>80</HttpPort>\r\n</ProbeMatch>\r\n"
    ),
    b"\x20\0\0\0DHIP" + bytes(8) + _SIZE + bytes(4) + _SIZE + bytes(4) + _NOTICE,
    b"\xb3\x20" + bytes(2) + b"\x58" + bytes(0x73) + b"00:11:22:33:44:55IPC-HFW2100"
    b"Name:a\r\nDevice:b\r\nIPv6Addr:2001::1/64;gateway:2001::2\r\n\r\nSerialNo:1F006E4PAX00075\r\n\r\n",
    b"MHED\x09\0\x02\0\x01\0" + b"NVR".ljust(20, b"\0") + b"\0\x18\xae\0\0\1" + bytes(206),
    b"\xff\0\0\0"
    + bytes(10)
    + b"\xfb\x05"
    + bytes(4)
    + b'{"NetWork.NetCommon":{"HostIP":"0x1100140A","MAC":"00:12:16:00:00:01"}}',
    b"\x0b" + bytes(18) + b"00:16:6C:7D:75:6E\0" + b"10.20.0.17".ljust(16, b"\0") + bytes(209),
    (
        b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><d:ProbeMatches><d:ProbeMatch>'
        b"<d:Scopes>onvif://www.onvif.org/name/HIKVISION%20DS-2CD2143G0-I onvif://www.onvif.org/hardware/X</d:Scopes>"
        b"<d:XAddrs>http://10.20.0.17/onvif/device_service</d:XAddrs></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>"
    ),
    b"HTTP/1.1 200 OK\r\nST: upnp:rootdevice\r\nLOCATION: http://10.20.0.17:49152/d.xml\r\nSERVER: Linux UPnP/1.0\r\n\r\n",
    b"\0\0\x84\0\0\0\0\1\0\0\0\0\x0b_axis-video\x04_tcp\x05local\0\0\x0c\0\1\0\0\0\x78\0\x07\x04AXIS\xc0\x0c",
    b"0\x2e\x02\x01\x01\x04\x06public\xa2\x21\x02\x01\x05\x02\x01\0\x02\x01\0\x300\x16\x30\x14\x06\x08+\x06\x01\x02\x01\x01\x01\0\x04\x08Hikvsion",
    (
        b'HTTP/1.1 401 Unauthorized\r\nServer: App-webs/\r\nWWW-Authenticate: Digest realm="IP Camera(52799)", nonce="a"\r\n'
        b"Content-Length: 0\r\n\r\n"
    ),
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n1a\r\n<html><title>WEB</title>xx\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<DeviceInfo><model>DS-2CD2143G2-I</model></DeviceInfo>",
    b"RTSP/1.0 200 OK\r\nCSeq: 1\r\nServer: Dahua Rtsp Server\r\nPublic: OPTIONS\r\n\r\n",
    b"\x16\x03\x03\0\x0a\x02\0\0\x06\x03\x03\0\0\0\0\x16\x03\x03\0\x0a\x0b\0\0\x06\0\0\x03\0\0\0",
    bytes.fromhex("000000100000001e0000001e00000000"),
    b'{"asset":"10.20.0.17","trait":"http.server","value":"App-webs/"}\n{"asset":"10.20.0.17","unread":"more"}\n',
    (
        b'exclude = ["10.20.0.9"]\ninquiries = ["sadp"]\nrecorders = true\n[scope]\nid = "hall-1"\nowner = "Town"\n'
        b'approver = "C. Roy"\nmade = 2026-11-01T08:00:00Z\nexpires = 2026-12-31T17:00:00Z\n[rate]\nper-host = 20\n'
        b'[[range]]\nnetwork = "10.20.0.0/24"\nsite = "hall"\nsegment = "cameras"\n'
        b'[[window]]\ndays = ["fri"]\nfrom = "20:00"\nto = "05:00"\ntimezone = "America/Toronto"\n'
    ),
    b"a text\n\n\xe2\x80\x94 town.example/scopes " + b"AAAA" * 23 + b"\n",
    *(payload for one in (*INQUIRIES, snmp("public")) for payload in one.payloads(Fresh(b"seed"))),
)
