"""Which kind of thing do the words of a category mean, in English or French?"""

import re
from types import MappingProxyType

from phaseout.intake.column_names import plain_words, repaired

_KINDS: MappingProxyType[str, str] = MappingProxyType(
    {
        "recorder": """
            nvr, dvr, xvr, hvr, recorder, rekorder, grabador, enregistreur, network video
            recorder, digital video recorder, magnetoscope, enregistreur video, enregistreur
            numerique, video recorder
        """,
        "thermal-camera": """
            thermal camera, camera thermique, thermal, thermique, thermographic camera,
            thermographie, thermal imaging camera, thermographic, thermal imager, camera
            thermal, camera infrarouge thermique
        """,
        "intercom": """
            intercom, interphone, door station, doorstation, doorphone, door phone, video door
            phone, visiophone, videophone, portier, portier video, platine rue, doorbell, video
            doorbell, sonnette, sonnette video, entry phone, station porte, poste porte, video
            intercom, interphone video, vto, vth
        """,
        "access-control": """
            access control, controle acces, access controller, controleur acces, card reader,
            lecteur carte, badge reader, lecteur badge, door controller, controleur porte,
            turnstile, tourniquet, access control terminal, access terminal, terminal acces,
            face terminal, facial recognition terminal, time attendance, pointeuse, access
            control panel, panneau controle acces, fingerprint reader, lecteur empreinte
        """,
        "switch": """
            switch, commutateur, network switch, commutateur reseau, poe switch, commutateur
            poe, ethernet switch
        """,
        "router": """
            router, routeur
        """,
        "drone": """
            drone, uav, quadcopter, rpas, uas, unmanned aircraft
        """,
        "radio": """
            radio, walkie talkie, talkie walkie, two way radio, radio bidirectionnelle, radio
            portative, portable radio, mobile radio, handheld radio
        """,
        "telecom-base-station": """
            base station, station base, telecom base station, enodeb, gnodeb, bts, small cell
        """,
        "component": """
            component, composant, module, chip, chipset, puce
        """,
        "service": """
            service, cloud service, service infonuagique, subscription, abonnement
        """,
        "order-line": """
            order line, ligne commande
        """,
        "camera": """
            camera, cam, kamera, camara, netzwerkkamera, ipcam, ipcamera, ipc, ptz, webcam,
            bodycam, dashcam, body worn camera, camera corporelle, camcorder
        """,
    }
)
# Shapes and places that go with a kind and change nothing of it.
_BESIDE_TEXT = """
    ip ipv4 network reseau dome bullet turret fisheye ptz fixed fixe indoor outdoor interior exterior
    interieur exterieur interieure exterieure analog analogue hd tvi video surveillance cctv security
    securite wifi wireless sans fil poe wired digital numerique panoramic panoramique mini box tube
    speed multisensor multi sensor corner coin 4k hybrid hybride and et for pour avec with unit unite
    appareil device equipment equipement dissimulee cachee hidden colour color couleur channel channels
    canaux ch port ports managed unmanaged gere gigabit ethernet layer body worn corporelle core edge
    access motorized motorisee web surveillance telesurveillance videosurveillance cmdb ci
"""
# "Camera mount" is no camera.
_NOT_THE_THING_TEXT = """
    mount bracket housing license licence licences licenses cable cables support boitier injector
    injecteur alimentation lens lentille objectif accessory accessories accessoire accessoires battery
    batterie pole mat poteau software logiciel server serveur monitor moniteur ecran display storage
    disk disque drive cabinet supply adapter adaptateur power rack keyboard clavier joystick analytics
    contract contrat maintenance encoder encodeur decoder decodeur without sans non not no spare bait
    dummy factice
"""
_SMALL = frozenset(("d", "de", "du", "des", "l", "la", "le", "les", "the", "a", "of"))
_SHAPES = frozenset(("dome", "bullet", "turret", "fisheye"))
_LONGEST_PHRASE = 4
_PLURAL = re.compile(r"(?<=[a-z0-9]{2}[a-rt-z0-9])s$")


def kind_of(text: str) -> tuple[str | None, bool]:
    """Return (kind, whether the words say nothing beyond it); (None, False) if no one kind is meant.

    ``Caméra dôme`` is a camera and no more; ``Hikvision NVR`` is a recorder and names a maker too.
    """
    kinds, rest = _found(_words(repaired(text)))
    if not kinds and not _SHAPES.isdisjoint(rest):
        kinds.add("camera")
    if "thermal-camera" in kinds:
        kinds.discard("camera")
    if len(kinds) != 1 or not _NOT_THE_THING.isdisjoint(rest):
        return None, False
    return kinds.pop(), all(word in _BESIDE or word.isdigit() or len(word) == 1 for word in rest)


def _found(words: list[str]) -> tuple[set[str], list[str]]:
    """Return the kinds that stand in the words, longest phrase first, and the words left over."""
    kinds: set[str] = set()
    rest: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - place), 0, -1):
            if (kind := _BY_PHRASE.get(tuple(words[place : place + length]))) is not None:
                kinds.add(kind)
                place += length
                break
        else:
            rest.append(words[place])
            place += 1
    return kinds, rest


def _words(text: str) -> list[str]:
    return [_singular(word) for word in plain_words(text) if word not in _SMALL]


def _singular(word: str) -> str:
    return _PLURAL.sub("", word)


_BESIDE = frozenset(_words(_BESIDE_TEXT))
_NOT_THE_THING = frozenset(_words(_NOT_THE_THING_TEXT))
_BY_PHRASE = MappingProxyType(
    {tuple(_words(phrase)): kind for kind, phrases in _KINDS.items() for phrase in phrases.split(",")}
)
