"""A small, whole register on disk that tests break in one place at a time."""

from datetime import date
from pathlib import Path

import pytest

from phaseout.register.check import check
from phaseout.register.fault import Fault

FILES = {
    "EDITION": "2026.11.23\n",
    "CHANGELOG.md": "# Changes\n\n## 2026.11.23\nFirst.\n",
    "sources/all.yaml": """\
- {id: gazette, title: Official gazette, url: "https://example.org/gazette", date: 2024}
- {id: capture, title: Captures of our own, date: 2024-05, note: made for this test}
""",
    "vocabulary/kinds.yaml": """\
- {id: camera, things: [video-surveillance], en: camera, fr: caméra}
- {id: router, things: [telecommunication], en: router, fr: routeur}
""",
    "vocabulary/facts.yaml": """\
- fact: purpose
  question: {en: What is it used for?, fr: À quoi sert-il ?}
  asked_of: {en: the site manager, fr: le responsable du site}
- fact: acquired
  question: {en: When was it acquired?, fr: Quand a-t-il été acquis ?}
  asked_of: {en: purchasing, fr: les achats}
""",
    "vocabulary/roles.yaml": """\
- {id: any, en: anybody, fr: quiconque}
- {id: xx/ministry, en: ministry, fr: ministère}
- {id: xx/town, en: town, fr: ville}
- {id: xx/school, en: school, fr: école}
""",
    "vocabulary/acts.yaml": """\
- {id: install, en: install, fr: installer}
- {id: use, en: use, fr: utiliser}
- {id: procure, en: buy, fr: acheter}
""",
    "vocabulary/purposes.yaml": """\
- {fact: purpose, id: public-safety, en: public safety, fr: sécurité publique}
- {fact: owner, id: landlord, en: landlord, fr: propriétaire}
""",
    "parties/acme.yaml": """\
id: acme
name: Acme Vision Co., Ltd.
country: "NO"
kinds: [maker]
identifiers: ["lei:5493001KJTIIGC8Y1R12"]
cite: [{source: gazette, at: p. 3, grade: O}]
interests:
  - holder: holding
    kind: shareholding
    share: {min: 0.365, max: 0.371}
    since: 2020-01-01
    until: 2030-01-01
    cite: [{source: gazette, grade: S}]
  - {holder: holding, kind: linked, cite: [{source: gazette, grade: S1}]}
dependencies:
  - on: other
    kind: firmware
    since: 2021-05-05
    note: {en: Alleged, fr: Allégué}
    cite: [{source: gazette, grade: S1}]
""",
    "parties/holding.yaml": "{id: holding, name: Hold, kinds: [owner], cite: [{source: gazette, grade: O}]}",
    "parties/other.yaml": "{id: other, name: Other, kinds: [maker], cite: [{source: gazette, grade: O}]}",
    "brands/acme.yaml": """\
id: acme
name: Acme
aliases: [ACME Vision]
makers:
  - maker: acme
    relation: maker
    scope: all
    status: current
    confidence: confirmed
    cite: [{source: gazette, grade: O}]
words: [acme]
models:
  - id: acme-ac
    pattern: '^AC-\\d{4}'
    kind: camera
    maker: acme
    confidence: verified
    examples: [AC-1234, ac-9999X]
    counterexamples: [XAC-1234]
    cite: [{source: capture, grade: M}]
  - id: acme-q
    pattern: '^Q\\d'
    kind: null
    maker: null
    confidence: weak
    beside-brand: yes
    cite: [{source: capture, grade: BK}]
""",
    "brands/roadrunner.yaml": """\
id: roadrunner
name: Roadrunner
makers:
  - maker: acme
    relation: oem-rebrand
    scope: some
    status: former
    confidence: likely
    cite: [{source: gazette, grade: S}]
words: []
""",
    "models/ambiguous.yaml": "- {model: C500, brands: [acme, roadrunner]}\n",
    "fingerprints/http.server.yaml": """\
- id: http.server/acme-web
  pattern: '^Acme-Web/(?P<model>\\w+)?'
  tells:
    platform: {is: acme, strength: strong}
    maker: {is: acme, strength: strong}
    model: {group: model, strength: supporting}
    kind: {is: camera, strength: supporting}
  cite: [{source: capture, grade: M}]
  examples: ["Acme-Web/", "acme-web/AC1234"]
  counterexamples: ["webserver"]
- id: http.server/other
  pattern: 'Other-Httpd'
  tells: {maker: {is: other, strength: hint}}
  cite: [{source: capture, grade: M}]
  examples: ["Other-Httpd 1.0"]
  counterexamples: ["Acme-Web/"]
""",
    "addresses/acme.yaml": """\
blocks:
  - party: acme
    registrant: Acme Vision Co.,Ltd.
    retrieved: 2026-08-26
    cite: [{source: gazette, grade: O}]
    prefixes: [001122, 445566, 12E456, 8C1F64ABC]
  - party: acme
    registrant: Acme Radio
    retrieved: 2026-08-20
    cite: [{source: gazette, grade: O}]
    prefixes: [70B3D5A]
""",
    "addresses/false-friends.yaml": """\
party: null
registrant: Acme Scales
retrieved: 2026-08-26
cite: [{source: gazette, grade: O}]
prefixes: [AABBCC]
""",
    "instruments/xx.yaml": """\
- id: xx/act
  title: {en: An Act, fr: Une loi}
  jurisdiction: xx
  nature: statute
  cite: [{source: gazette, grade: O}]
""",
    "measures/xx/acme-ban.yaml": """\
id: xx/acme-ban
instrument: xx/act
title: {en: Ban of Acme, fr: Interdiction d'Acme}
jurisdiction: xx
nature: statute
timeline:
  - {on: 2023-01-01, state: made, cite: [{source: gazette, grade: O}]}
  - {on: 2023-12-21, state: in-force, cite: [{source: gazette, grade: O}], note: {en: Note, fr: Remarque}}
checked: {through: 2026-10-31}
binds: [{role: xx/ministry, cite: [{source: gazette, at: s. 1, grade: O}]}]
binds-not: [{role: xx/town, cite: [{source: gazette, grade: S}]}]
binds-perhaps:
  - {role: xx/school, why: {en: Not said, fr: Non précisé}, cite: [{source: gazette, grade: "?"}]}
covers:
  - id: named
    named: [acme]
    relation: linked-undefined
    things: [video-surveillance]
    when: {not: {purpose: public-safety}}
    unaddressed: [rebrand]
    cite: [{source: gazette, at: s. 1, grade: O}]
clauses:
  - id: new
    acts: [install, use]
    since: 2024-01-01
    when: {all: [{acquired: {since: 2023-12-21}}, {any: [{kind: [camera]}, {maker: acme}]}]}
    duty: prohibit
    covers: [named]
    mitigations: [no-internet]
    text: {en: Not to be used, fr: Ne pas utiliser}
    cite: [{source: gazette, at: s. 2, grade: O}]
exemptions:
  - id: leased
    acts: [use]
    when: {owner: landlord}
    until: 2027-01-01
    text: {en: Leased, fr: Loué}
    cite: [{source: gazette, grade: O}]
notes: [{en: A note, fr: Une remarque}]
""",
    "institutions/xx-act.yaml": """\
- id: xx/mint
  name: {en: Royal Mint, fr: Monnaie royale}
  listed:
    - {role: xx/ministry, cite: [{source: gazette, at: Schedule I, grade: O}]}
    - {cite: [{source: gazette, at: Schedule II, grade: O}]}
  also: [{names: [RM, Coins], cite: [{source: gazette, grade: BK}]}]
  note: {en: Never directed, fr: Jamais dirigée}
  cite: [{source: gazette, at: s. 5, grade: O}]
- id: xx/opera
  name: {en: Opera of the North, fr: Opéra du Nord}
  listed: [{role: xx/school, cite: [{source: gazette, at: Schedule II, grade: O}]}]
""",
    "cases/acme.yml": """\
- name: A ministry may not use a camera it bought after the day
  given: {roles: [xx/ministry], maker: acme, kind: camera, acquired: 2024-02-01, purpose: [public-safety]}
  as-of: 2024-06-01
  measure: xx/acme-ban
  act: use
  expect: {outcome: applies, duty: prohibit, clause: new}
- name: A town is not bound
  given: {roles: [xx/town], maker: acme}
  as-of: 2024-06-01
  measure: xx/acme-ban
  act: use
  expect: {outcome: does-not-apply}
- name: Nobody said when it was bought
  given: {roles: [xx/ministry], maker: acme, kind: camera}
  as-of: 2024-06-01
  measure: xx/acme-ban
  act: use
  expect: {outcome: undetermined, questions: [acquired]}
""",
}


class Book:
    """A register directory that can be edited."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        path = self.directory / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line(self, name: str, part: str) -> int:
        """Return the line on which ``part`` first stands."""
        text = (self.directory / name).read_text(encoding="utf-8")
        return text[: text.index(part)].count("\n") + 1

    def faults(self, previous: Path | None = None, today: date = date(2026, 11, 23)) -> list[Fault]:
        return check(self.directory, previous, today)

    def only_fault(self, name: str, part: str) -> str:
        """Return the message of the only fault, which must stand in ``name`` where ``part`` does."""
        (fault,) = self.faults()
        assert (fault.file, fault.line) == (str(self.directory / name), self.line(name, part))
        return fault.message


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "register")
