"""A small survey built from domain values: one asset of every standing, and hostile words in every place.

Measures whose id begins with ``xx/`` are made up; of the others only titles and ids are used here.
"""

from collections.abc import Mapping
from datetime import date

from phaseout.decide.code import Code
from phaseout.domain.alarm import Alarm, Urgency
from phaseout.domain.answer import (
    AnswerConflict,
    AnswersFile,
    AnswersOutcome,
    AssetAnswer,
    Ground,
    SiteAnswer,
    UnmatchedAnswer,
    Winner,
)
from phaseout.domain.asset import Asset, AssetKeys, Join, Seen
from phaseout.domain.cite import Text
from phaseout.domain.claim import Claim, Conflict, Dimension, Grade, Identification
from phaseout.domain.dates import Begins, Dates, OnDay
from phaseout.domain.designation import DesignationSummary
from phaseout.domain.determination import Determination, Outcome
from phaseout.domain.document import (
    Header,
    Labels,
    NotExamined,
    RegisterStamp,
    Source,
    SourceUnread,
    Summary,
    Trailer,
)
from phaseout.domain.milestone import Milestone, Turn
from phaseout.domain.question import AskedAsset, Question, Scope, ScopeKind
from phaseout.domain.trait import Basis
from phaseout.domain.truth import Reason, Truth
from phaseout.domain.vulnerability import Affected, Examined

HOSTILE = "=cmd|'/c calc'!A1 <script>alert(1)</script> \x1b[31m\u202e::error file=a::b ##[group] [x](http://e.x)`|{0}"

GOC, TELECOM, QUEBEC, MADE_UP = (
    "ca/goc-hikvision-prohibition",
    "ca/huawei-zte-telecom-policy",
    "ca-qc/hikvision-dahua-order",
    "xx/made-up-rule",
)
TITLES = {
    GOC: Text(
        en="Federal prohibition on Hikvision products", fr="Interdiction fédérale des produits Hikvision"
    ),
    TELECOM: Text(en="Huawei and ZTE telecom policy", fr="Politique sur Huawei et ZTE en télécommunications"),
    QUEBEC: Text(en="Québec order on Hikvision and Dahua", fr="Arrêté québécois visant Hikvision et Dahua"),
    MADE_UP: Text(en="Made-up rule with an exemption", fr="Règle fictive avec exemption"),
}
CHECKED = {GOC: "2025-07-31", TELECOM: "2025-12-31", QUEBEC: "2024-01-31", MADE_UP: "2026-11-23"}

AS_OF = date(2026, 11, 23)

HEADER = Header(
    engine="0.1.0",
    register=RegisterStamp(edition="2026.11.23", digest="sha256:" + "5a" * 32),
    as_of="2026-11-23",
    examined=Examined(vulnerabilities=True),
    context={
        "roles": ["ca/federal-department", "ca/telecom-provider"],
        "organisation": "Example Department",
        "sites": {"city-hall": {"name": "City Hall", "owner": ["landlord"]}, "depot": {"name": None}},
    },
    generated=None,
    sources=(
        Source(id="s1", name="scan.xml", reader="nmap-xml", sha256="a1" * 32, observations=9, unread=0),
        Source(id="s2", name="lines.jsonl", reader="lines", sha256="b2" * 32, observations=7, unread=1),
        Source(
            id="s3",
            name="achats 2024.csv",
            reader="table",
            sha256="c3" * 32,
            observations=6,
            unread=1,
            dropped=2,
        ),
    ),
    not_examined=(NotExamined(name=f"plan {HOSTILE}.dwg", why="no reader knows this format"),),
    answers=(
        AnswersFile(
            name="answers.toml",
            sha256="d4" * 32,
            answered_by=f"Jane Doe {HOSTILE}",
            on="2026-11-20",
            use={"funding": ("own",)},
            sites=(SiteAnswer(id="city-hall", facts={"owner": ("self",)}),),
            assets=(AssetAnswer(match={"ref": ("cam-71",)}, facts={"acquired": ("2022",)}),),
        ),
    ),
)
ANSWER = HEADER.answers[0].evidence


def reason(
    code: str, truth: str, params: Mapping[str, str] | None = None, *because: Reason, fact: str | None = None,
    evidence: tuple[str, ...] = (),
) -> Reason:  # fmt: skip
    return Reason(
        code=code,
        truth=Truth(truth),
        params=dict(params or {}),
        because=because,
        fact=fact,
        evidence=evidence,
    )


def weakness(number: str, truth: str, text: str, *, kev: bool, firmware: str) -> Affected:
    code = "vulnerability.listed" if truth == "yes" else "vulnerability.firmware-unreadable"
    bound = {"bound": "V5.9.0"} if truth == "yes" else {}
    leaf = reason(code, truth, {"firmware": firmware, **bound}, fact="firmware", evidence=("o1",))
    params = {"vulnerability": number, "text_en": text, "text_fr": "Quiconque atteint l’appareil y entre."}
    return Affected(
        id=number, kev=kev, affected=Truth(truth), reason=reason("vulnerability", truth, params, leaf)
    )


def who(truth: str, role: str) -> Reason:
    code = {"yes": Code.ROLE_BOUND, "no": Code.ROLE_NOT_LISTED, "unknown": Code.ROLE_PERHAPS}[truth]
    leaf = reason(code, truth, {"role": role}, fact="role", evidence=("context",))
    return reason(Code.WHO, truth, None, leaf)


def thing(kind: str, *evidence: str) -> Reason:
    params = {"things": "video-surveillance", "kind": kind}
    return reason(Code.THING_IS, "yes", params, fact="kind", evidence=evidence)


def named(maker: str, *evidence: str) -> Reason:
    return reason(
        "relation.named", "yes", {"maker": maker, "named": maker}, fact="maker",
        evidence=(*evidence, "goc-statement-2025 [S]"),
    )  # fmt: skip


def covered(truth: str, *because: Reason) -> Reason:
    return reason(Code.COVERED, truth, None, reason(Code.COVERAGE, truth, {"coverage": "named"}, *because))


def in_force(measure: str) -> Reason:
    params = {"on": "2023-12-21", "checked": CHECKED[measure]}
    return reason(Code.IN_FORCE, "yes", params, evidence=("qc-newswire-820337813 [S]",))


def answer(
    measure: str, act: str, outcome: Outcome, *because: Reason, duty: str | None = "prohibit",
    on: date | None = None, until: date | None = None, questions: tuple[str, ...] = (),
) -> Determination:  # fmt: skip
    truth = Truth.all(part.truth for part in because).value
    title = TITLES[measure]
    texts = {"text_en": title.en, "text_fr": title.in_language("fr")}
    days = {name: day.isoformat() for name, day in (("on", on), ("until", until)) if day}
    clause = reason(Code.CLAUSE, truth, {"clause": "new", "act": act, "duty": duty or "", **texts}, *because)
    return Determination(
        measure=measure,
        act=act,
        outcome=outcome,
        reason=reason(
            f"outcome.{outcome.value}", truth, {"measure": measure, "act": act, **texts, **days}, clause
        ),
        checked_through=date.fromisoformat(CHECKED[measure]),
        on=on,
        until=until,
        clause="new" if duty else None,
        duty=duty,
        questions=questions,
    )


def claim(
    value: str, grade: Grade, bases: tuple[Basis, ...], *evidence: str, rules: tuple[str, ...] = ()
) -> Claim:
    return Claim(value=value, grade=grade, bases=bases, evidence=evidence, rules=rules)


def seen(number: int, trait: str, value: str, source: str, locator: str, port: int | None = None) -> Seen:
    return Seen(id=f"o{number}", trait=trait, value=value, source=source, locator=locator, port=port)


def camera_that_says_so_itself() -> Asset:
    both = (Basis.SELF_REPORT, Basis.ADDRESS_BLOCK)
    reasons = (
        who("yes", "ca/federal-department"),
        covered("yes", named("hikvision", "o1"), thing("camera", "o1")),
    )
    return Asset(
        id="a-0000000001",
        kind="camera",
        site="city-hall",
        keys=AssetKeys(
            ref=("cam-17",),
            ip=("10.20.0.17", "fe80::1"),
            mac=("44:19:b6:00:00:01",),
            serial=("DS-2CD20210101",),
        ),
        identification=Identification(
            platform=claim("hikvision", Grade.CONCLUSIVE, both, "o1", "o3"),
            maker=claim("hikvision", Grade.CONCLUSIVE, both, "o1", "o3", rules=("sadp.xml/device",)),
            brand=claim("hikvision", Grade.STRONG, (Basis.SELF_REPORT,), "o1"),
            model=claim("DS-2CD2043G2-I", Grade.STRONG, (Basis.SELF_REPORT,), "o1"),
            kind=claim("camera", Grade.STRONG, (Basis.SELF_REPORT,), "o1"),
        ),
        determinations=(
            answer(GOC, "procure", Outcome.APPLIES, *reasons),
            answer(GOC, "use", Outcome.APPLIES, *reasons),
            answer(
                TELECOM,
                "use",
                Outcome.DOES_NOT_APPLY,
                who("yes", "ca/telecom-provider"),
                covered("no"),
                duty=None,
            ),
        ),
        observations=(
            seen(1, "sadp.xml", "<ProbeMatch>\r\n\t<DeviceType>DS-2CD2043G2-I</DeviceType>", "s2", "line 12"),
            seen(2, "ip", "10.20.0.17", "s1", "host 4"),
            seen(3, "mac", "44:19:b6:00:00:01", "s1", "host 4"),
            seen(4, "http.server", "App-webs/", "s1", "host 4", port=80),
        ),
        joins=(Join(by="mac", value="4419B6000001", sources=("s1", "s2")),),
        designation=DesignationSummary(
            code="hikvision/camera",
            category=Text(en="network camera", fr="caméra réseau"),
            generation="G2",
            megapixels=4.0,
            features=(Text(en="infrared light", fr="infrarouge"),),
            unexplained=("3",),
        ),
        vulnerabilities=(
            weakness("CVE-2021-36260", "yes", "Anybody who reaches it gets in.", kev=True, firmware="V5.5.0"),
            weakness("CVE-2025-66177", "unknown", "Anybody near it stops it.", kev=False, firmware=HOSTILE),
        ),
        dates=Dates(
            as_of=AS_OF,
            acquired=("2021-05-04",),
            at_acquisition=(
                OnDay(
                    measure=GOC,
                    act="procure",
                    outcome=Outcome.APPLIES_FROM,
                    today=Outcome.APPLIES,
                    on=date(2025, 6, 27),
                ),
            ),
        ),
    )


def rebranded_recorder() -> Asset:
    other = reason(Code.BRAND_OTHER, "unknown", {"maker": "hikvision", "brand": "annke"}, fact="brand")
    annke = claim("annke", Grade.STRONG, (Basis.SELF_REPORT,), "o5")
    return Asset(
        id="a-0000000002",
        kind="recorder",
        site="city-hall",
        keys=AssetKeys(ip=("10.20.0.20",), mac=("44:19:b6:00:00:02",)),
        identification=Identification(
            maker=claim("hikvision", Grade.STRONG, (Basis.ADDRESS_BLOCK, Basis.NETWORK_SIGNATURE), "o6", "o7"),
            brand=annke,
            kind=claim("recorder", Grade.SUGGESTIVE, (Basis.NETWORK_SIGNATURE,), "o7"),
            conflicts=(
                Conflict(
                    dimension=Dimension.BRAND,
                    claims=(annke, claim("axis", Grade.SUGGESTIVE, (Basis.PERSONS_WORD,), "o8")),
                ),
            ),
        ),
        determinations=(
            answer(
                GOC, "use", Outcome.UNDETERMINED, who("yes", "ca/federal-department"),
                covered("unknown", named("hikvision", "o6"), other, thing("recorder", "o7")), questions=("brand",),
            ),
        ),
        observations=(
            seen(5, "upnp.manufacturer", "ANNKE", "s1", "host 5"),
            seen(6, "mac", "44:19:b6:00:00:02", "s1", "host 5"),
            seen(7, "http.title", "NVR", "s1", "host 5", port=80),
            seen(8, "inventory.manufacturer", "Axis?", "s3", "row 4"),
        ),
        notes=("not joined by address 10.20.0.20: two serial numbers",),
    )  # fmt: skip


def base_station_with_a_date() -> Asset:
    coming = reason(Code.FROM, "yes", {"on": "2027-12-31"}, evidence=("cartt-2022 [S]",))
    return Asset(
        id="a-0000000003",
        kind="telecom-base-station",
        site="depot",
        keys=AssetKeys(serial=("210305A1",)),
        identification=Identification(
            maker=claim("huawei", Grade.CONCLUSIVE, (Basis.LABEL, Basis.ORDER_DOCUMENT), "o9", "o10"),
            kind=claim("telecom-base-station", Grade.STRONG, (Basis.LABEL,), "o9"),
        ),
        determinations=(
            answer(
                TELECOM, "use", Outcome.APPLIES_FROM, who("yes", "ca/telecom-provider"),
                covered("yes", named("huawei", "o9")), coming, duty="remove", on=date(2027, 12, 31),
            ),
        ),
        observations=(
            seen(9, "label.text", "HUAWEI eNodeB", "s2", "line 2"),
            seen(10, "order.text", "Huawei eNodeB, 1 pc", "s3", "row 9"),
        ),
        dates=Dates(
            as_of=AS_OF,
            acquired=("2022",),
            removal_planned=("2028-03",),
            at_acquisition=(
                OnDay(measure=TELECOM, act="procure", outcome=Outcome.UNDETERMINED, today=Outcome.APPLIES),
            ),
            at_removal=(
                OnDay(
                    measure=TELECOM, act="use", outcome=Outcome.APPLIES, today=Outcome.APPLIES_FROM,
                    on=date(2027, 12, 31), begins=Begins.BEFORE_REMOVAL,
                ),
            ),
        ),
    )  # fmt: skip


def landlords_intercom() -> Asset:
    owner = reason(
        Code.OWNER_OTHER, "yes", {"owner": "landlord"}, fact="owner", evidence=("context file, city-hall",)
    )
    return Asset(
        id="a-0000000004",
        kind="intercom",
        site="city-hall",
        keys=AssetKeys(ip=("10.20.0.31",)),
        identification=Identification(
            maker=claim("dahua", Grade.STRONG, (Basis.SELF_REPORT,), "o11"),
        ),
        determinations=(
            answer(
                QUEBEC, "use", Outcome.INFLUENCE_ONLY, who("yes", "ca/qc-public-body"),
                covered("yes", named("dahua", "o11"), thing("intercom", "o11")), in_force(QUEBEC), owner,
            ),
        ),
        observations=(seen(11, "dhip.json", '{"DeviceType":"VTO2111D"}', "s2", "line 3"),),
    )  # fmt: skip


def camera_of_unknown_age() -> Asset:
    params = {"fact": "acquired", "since": "2023-12-21"}
    when = reason(Code.DATE_NOT_STATED, "unknown", params, fact="acquired")
    return Asset(
        id="a-0000000005",
        kind="camera",
        site=None,
        keys=AssetKeys(ref=("row 12",)),
        identification=Identification(
            maker=claim("dahua", Grade.STRONG, (Basis.PERSONS_WORD,), "o12"),
        ),
        determinations=(
            answer(
                QUEBEC, "use", Outcome.UNDETERMINED, who("yes", "ca/qc-public-body"),
                covered("yes", named("dahua", "o12")), when, questions=("acquired",),
            ),
        ),
        observations=(seen(12, "inventory.description", "Dahua bullet camera, parking", "s3", "row 12"),),
    )  # fmt: skip


def camera_no_measure_names() -> Asset:
    not_named = reason("relation.not-named", "no", {"maker": "axis", "named": "hikvision"}, fact="maker")
    return Asset(
        id="a-0000000006",
        kind="camera",
        site="city-hall",
        keys=AssetKeys(ip=("10.20.0.40",), mac=("00:40:8c:00:00:06",)),
        identification=Identification(
            maker=claim("axis", Grade.STRONG, (Basis.ADDRESS_BLOCK,), "o13"),
            kind=claim("camera", Grade.STRONG, (Basis.NETWORK_SIGNATURE,), "o13"),
        ),
        determinations=(
            answer(
                GOC, "use", Outcome.DOES_NOT_APPLY, who("yes", "ca/federal-department"), covered("no", not_named),
                duty=None,
            ),
        ),
        observations=(seen(13, "mac", "00:40:8c:00:00:06", "s1", "host 6"),),
    )  # fmt: skip


def host_of_which_nothing_is_known() -> Asset:
    unknown = reason(Code.MAKER_NOT_STATED, "unknown", {"named": "hikvision"}, fact="maker")
    return Asset(
        id="a-0000000007",
        kind=None,
        site="city-hall",
        keys=AssetKeys(ip=("10.20.0.99",)),
        identification=Identification(),
        determinations=(
            answer(
                GOC, "use", Outcome.UNDETERMINED, who("yes", "ca/federal-department"), covered("unknown", unknown),
                duty=None, questions=("maker",),
            ),
        ),
        observations=(seen(14, "ip", "10.20.0.99", "s1", "host 7"),),
    )  # fmt: skip


def order_line_with_hostile_words() -> Asset:
    open_still = reason(Code.EXCEPTION_OPEN, "yes", {"until": "2027-06-30"})
    held = reason(
        Code.EXCEPTION, "yes", {"exemption": "e1", "text_en": HOSTILE, "text_fr": HOSTILE}, open_still
    )
    out = reason(Code.NOT_EXCEPTED, "no", None, reason(Code.EXCEPTIONS, "yes", None, held))
    return Asset(
        id="a-0000000008",
        kind="order-line",
        site=HOSTILE,
        keys=AssetKeys(ref=(HOSTILE,)),
        identification=Identification(
            maker=claim("hikvision", Grade.SUGGESTIVE, (Basis.ORDER_DOCUMENT,), "o15"),
            model=claim(HOSTILE, Grade.SUGGESTIVE, (Basis.ORDER_DOCUMENT,), "o15"),
        ),
        determinations=(
            answer(MADE_UP, "use", Outcome.EXCEPTED, who("yes", "any"), out, until=date(2027, 6, 30)),
            answer(GOC, "use", Outcome.APPLIES, who("yes", "any"), covered("yes", named("hikvision", "o15"))),
        ),
        observations=(seen(15, "order.text", HOSTILE, "s3", f"row 3 {HOSTILE}"),),
    )


ASSETS = (
    camera_that_says_so_itself(),
    rebranded_recorder(),
    base_station_with_a_date(),
    landlords_intercom(),
    camera_of_unknown_age(),
    camera_no_measure_names(),
    host_of_which_nothing_is_known(),
    order_line_with_hostile_words(),
)

TRAILER = Trailer(
    labels=Labels(
        measures=TITLES,
        parties={
            "hikvision": "Hikvision",
            "dahua": "Dahua",
            "huawei": "Huawei",
            "axis": "Axis Communications",
        },
        brands={"annke": "ANNKE", "axis": "Axis", "hikvision": "Hikvision"},
        words={
            "kind/camera": Text(en="Camera", fr="Caméra"),
            "question/acquired": Text(en="When was it acquired?", fr="Quand a-t-il été acquis?"),
            "asked-of/acquired": Text(en="procurement officer", fr="agent d’approvisionnement"),
            "role/ca/federal-department": Text(en="Federal department", fr="Ministère fédéral"),
            "role/ca/telecom-provider": Text(
                en="Telecommunications provider", fr="Fournisseur de télécommunications"
            ),
        },
    ),
    unread=(
        SourceUnread(source="s2", locator="line 90", why="not a JSON object"),
        SourceUnread(
            source="s3", locator="row 7", why=f"a serial number mangled by a spreadsheet: {HOSTILE}"
        ),
    ),
    questions=(
        Question(
            fact="acquired",
            asked_of="procurement officer",
            settles=1,
            text="When was it acquired?",
            id="q-0000000001",
            rank=1,
            surely=1,
            helps=1,
            scope=Scope(
                kind=ScopeKind.ASSETS,
                site="",
                like={"maker": "dahua", "kind": "camera"},
                count=1,
                assets=(AskedAsset(id="a-0000000005", name="row 12"),),
            ),
        ),
        Question(
            fact="brand",
            asked_of="site manager",
            settles=2,
            text="Which brand is on it?",
            id="q-0000000002",
            rank=2,
            surely=0,
            helps=3,
            scope=Scope(
                kind=ScopeKind.ASSETS,
                match={"model": HOSTILE, "brand": "annke"},
                like={"model": HOSTILE, "brand": "annke"},
                count=7,
                assets=(
                    AskedAsset(id="a-0000000002", name=HOSTILE),
                    AskedAsset(id="a-0000000009", name="cam-9"),
                ),
            ),
        ),
    ),
    alarms=(
        Alarm(
            urgency=Urgency.CHECK_NOW,
            measure=MADE_UP,
            days=5,
            milestone=Milestone(
                on=date(2026, 11, 18),
                turn=Turn.STEP,
                what="unverified",
                evidence=("gazette [S]",),
                text=Text(en="Due by its own terms.", fr="Prévu par ses propres termes."),
            ),
        ),
        Alarm(
            urgency=Urgency.COMING,
            measure=TELECOM,
            days=40,
            milestone=Milestone(
                on=date(2027, 1, 2),
                turn=Turn.CLAUSE,
                what="remove-4g",
                acts=("use",),
                duty="remove",
                text=Text(en="Remove 4G equipment.", fr="Retirer les équipements 4G."),
                evidence=("cartt-2022 [S]",),
            ),
        ),
        Alarm(
            urgency=Urgency.STALE,
            measure=QUEBEC,
            days=1027,
            milestone=Milestone(on=date(2024, 1, 31), turn=Turn.CHECKED),
        ),
    ),
    summary=Summary(
        assets=8,
        by_outcome={
            "applies": 2,
            "applies-from": 1,
            "does-not-apply": 1,
            "influence-only": 1,
            "undetermined": 3,
        },
        by_maker={"axis": 1, "dahua": 2, "hikvision": 3, "huawei": 1, "unknown": 1},
        by_measure={
            GOC: {"applies": 2, "does-not-apply": 1, "undetermined": 2},
            QUEBEC: {"influence-only": 1, "undetermined": 1},
            TELECOM: {"applies-from": 1, "does-not-apply": 1},
            MADE_UP: {"excepted": 1},
        },
        by_site={"": {"undetermined": 1}, "depot": {"applies-from": 1}},
        unidentified=1,
        unread=2,
        dropped=2,
        not_examined=1,
    ),
    answers_outcome=AnswersOutcome(
        conflicts=(
            AnswerConflict(
                fact="acquired",
                place="[[asset]] 1 (model X)",
                answer=("2022",),
                answered=ANSWER,
                stated=(HOSTILE,),
                stated_in="context file, site city-hall",
                holds=Winner.ANSWER,
                ground=Ground.NEARER,
                assets=3,
            ),
        ),
        unmatched=(UnmatchedAnswer(place="[[asset]] 1 (ref cam-71)", answered=ANSWER),),
    ),
)
