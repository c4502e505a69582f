"""What does a device show on one address of its web server, as a persona file writes it?"""

from dataclasses import dataclass

from phaseout.lab.house import House
from phaseout.lab.web.site import Reply, Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One answer, to the letter, with what is the device's own filled in (``House.filled``)."""

    port: int = 80
    paths: tuple[str, ...] = ("/",)
    """``*`` for every other path."""
    method: str = "GET"
    status: str = "200 OK"
    version: str = "HTTP/1.1"
    fields: tuple[str, ...] = ()
    """Lines of the head; the length of the body follows them."""
    body: str = ""

    def enter(self, house: House) -> None:
        """Show it."""
        answer = self.answer(house)

        def site(request: Request) -> Reply | None:
            is_this = request.path in self.paths or "*" in self.paths
            return answer if is_this and request.method in {self.method, "HEAD"} else None

        house.show(self.port, site)

    def answer(self, house: House) -> Reply:
        """Return what is answered."""
        content = house.filled(self.body).encode()
        lines = house.filled("\r\n".join((f"{self.version} {self.status}", *self.fields)))
        return Reply(head=f"{lines}\r\nContent-Length: {len(content)}\r\n\r\n".encode(), body=content)
