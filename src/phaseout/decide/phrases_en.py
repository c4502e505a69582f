"""What does each claim say in English?"""

from collections.abc import Mapping
from types import MappingProxyType

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "outcome.applies": "“{text}” applies to this act: {act}.",
        "outcome.applies-from": "“{text}” will apply to this act from {on}: {act}.",
        "outcome.excepted": "“{text}” excepts this act{until_clause}: {act}.",
        "outcome.does-not-apply": (
            "“{text}” does not apply to this act: {act}. No other measure is answered by this."
        ),
        "outcome.undetermined": "Whether “{text}” applies to this act is not determined: {act}.",
        "outcome.influence-only": (
            "“{text}” would apply to this act ({act}), but the thing is another’s: there is only influence."
        ),
        "act.not-regulated": "The measure does not regulate this act ({act}), only: {acts}.",
        "clause/yes": "This clause holds: {text}",
        "clause/unknown": "Whether this clause holds is open: {text}",
        "clause/no": "This clause does not hold: {text}",
        "who/yes": "The measure binds you.",
        "who/unknown": "It is open whether the measure binds you.",
        "who/no": "The measure does not bind you.",
        "who.bound": "It binds this role: {role}. {text}",
        "who.not-bound": "It does not bind this role: {role}. {text}",
        "who.not-listed": "It does not speak of: {role}.",
        "who.not-searched": (
            "This entry records a search that was not about: {role}. Of such a body it makes no statement, "
            "and that is no permission."
        ),
        "who.perhaps": "It may bind this role: {role}. {text}",
        "who.not-stated": "Nobody has said in which role you ask.",
        "who.nobody": "It binds none but those it is addressed to by name.",
        "covered/yes": "The measure covers the thing.",
        "covered/unknown": "It is open whether the measure covers the thing.",
        "covered/no": "The measure does not cover the thing.",
        "coverage/yes": "It falls under “{coverage}”.",
        "coverage/unknown": "It may fall under “{coverage}”.",
        "coverage/no": "It does not fall under “{coverage}”.",
        "thing.any": "The measure speaks of every product.",
        "thing.goods": "The measure speaks of every product, and it is one.",
        "thing.goods-not-stated": (
            "The measure speaks of products and not of services or software; nobody has said what it is."
        ),
        "thing.unaddressed": "The measure speaks of products, and does not say whether this is one: {kind}.",
        "thing.silent": "What was read does not say whether this is meant: {kind} (covered: {things}).",
        "thing.is": "A thing of this kind is covered: {kind} (covered: {things}).",
        "thing.is-not": "A thing of this kind is not covered: {kind} (covered: {things}).",
        "thing.unclear": "This kind does not say whether it is covered: {kind} (covered: {things}).",
        "thing.not-stated": "Nobody has said what kind of thing it is (covered: {things}).",
        "relation.not-stated": "The maker is not known (named: {named}).",
        "relation.unheard-of": (
            "The line names a maker that the register does not know; whether it belongs to one of these is "
            "not known: {named}."
        ),
        "relation.another": (
            "The line names a maker that the register does not know; nothing says that it is one of these: "
            "{named}."
        ),
        "relation.listed-itself": (
            "{maker} is listed itself, so this rule on whom listed parties own says nothing of it. That is "
            "no permission: the Entity List itself binds."
        ),
        "relation.not-searched": (
            "What was looked for is a measure on {named}. About {maker} nothing was looked for, and that is "
            "no permission."
        ),
        "relation.named": "The maker is named: {named}.",
        "relation.not-named": "The maker {maker} is not among the named: {named}.",
        "relation.none": (
            "The register records no ownership or control relation between {maker} and a named party "
            "({named})."
        ),
        "relation.subsidiary": "{named} stands above the maker {maker}: {path}.",
        "relation.parent": "The maker {maker} stands above {named}: {path}.",
        "relation.sibling": "The maker {maker} and {named} have a common owner: {path}.",
        "relation.aggregate": "Parties named ({named}) own at least half of {maker} in aggregate: {path}.",
        "relation.share-unsettled": (
            "{maker} and {named} are related, but the share known does not settle the test: {path}."
        ),
        "relation.linked": "{maker} and {named} are linked, but how is not known well enough: {path}.",
        "relation.ended": (
            "{maker} and {named} were related, and when the thing was made is not known: {path}."
        ),
        "relation.state-owner": (
            "{maker} and {named} meet only in a state body; no text says that this makes them "
            "affiliates: {path}."
        ),
        "relation.contested": (
            "The register records a tie of {maker} to {named}; whether that makes it one whom the measure "
            "means is contested: a question for counsel. {path}"
        ),
        "relation.unaddressed": (
            "{maker} is linked to {named}, and the text does not say whether it reaches affiliates: {path}."
        ),
        "relation.foreign-excluded": "The text leaves out affiliates abroad, and {maker} is one: {path}.",
        "relation.home-affiliate": (
            "{maker} is linked to {named}; the text leaves out affiliates abroad and is silent on "
            "others: {path}."
        ),
        "relation.country": "The maker {maker} stands under the law of {named}.",
        "relation.other-country": "The maker {maker} is of another country: {named}.",
        "relation.country-unknown": "The register does not know the country of the maker {maker}.",
        "relation.country-owner": (
            "The maker {maker} has an owner in a country concerned ({named}); no text says whether "
            "that suffices: {path}."
        ),
        "relation.production-unknown": "Where the thing of {maker} was made is not known.",
        "brand.own": "{maker} sells under this brand as itself: {brand}.",
        "brand.other": (
            "The name on the box is another’s ({brand}); the text does not say whether it reaches "
            "relabelled goods of {maker}."
        ),
        "brand.not-stated": (
            "The name on the box is not known; the text does not say whether it reaches relabelled "
            "goods of {maker}."
        ),
        "fact.is": "Condition met ({fact}): {given}.",
        "fact.is-not": "Condition not met ({fact}): it is {given}, and one of these is asked for: {wanted}.",
        "fact.silent": (
            "Condition open ({fact}): {given} does not say whether it is one of what is asked for: {wanted}."
        ),
        "fact.not-stated": "Nobody has stated the {fact}; one of these is asked for: {wanted}.",
        "date.in": "Condition met ({fact}): {given} is {interval}.",
        "date.out": "Condition not met ({fact}): {given} is not {interval}.",
        "date.unclear": "Condition open ({fact}): {given} does not say whether that is {interval}.",
        "date.not-stated": "Nobody has stated the {fact}; asked for: {interval}.",
        "service.brings-parts/yes": "It brings parts, and those are bought.",
        "service.brings-parts/unknown": (
            "The service works on what is there. Only parts or units that it brings would be a purchase."
        ),
        "service.brings-parts/no": "It works on what is there and brings no parts: nothing is bought.",
        "seller.uses/unknown": "It is open whether the seller uses what the measure covers.",
        "seller.uses/yes": "The seller uses what the measure covers.",
        "seller.uses/no": "The seller does not use what the measure covers.",
        "service.use-counts/yes": "The text counts what a service brings as used by who buys it.",
        "service.use-counts/unknown": "No source read says whether who buys a service uses what it brings.",
        "service.use-counts/no": "The text does not count equipment that is the service’s own.",
        "service.work-counts/yes": "The text counts a service that only works on the equipment.",
        "service.work-counts/unknown": (
            "No source read says whether the text counts a service that only works on the equipment."
        ),
        "service.work-counts/no": "The text does not count a service that only works on the equipment.",
        "condition.all/yes": "All of this holds.",
        "condition.all/unknown": "Not all of this is known to hold.",
        "condition.all/no": "Not all of this holds.",
        "condition.any/yes": "One of these holds.",
        "condition.any/unknown": "It is open whether one of these holds.",
        "condition.any/no": "None of these holds.",
        "condition.not/yes": "This does not hold, as asked.",
        "condition.not/unknown": "This should not hold, and whether it does is open.",
        "condition.not/no": "This should not hold, and does.",
        "not-excepted/yes": "No exemption takes it out.",
        "not-excepted/unknown": "It is open whether an exemption takes it out.",
        "not-excepted/no": "An exemption takes it out.",
        "exceptions/yes": "One of these exemptions holds.",
        "exceptions/unknown": "It is open whether one of these exemptions holds.",
        "exceptions/no": "None of these exemptions holds.",
        "exception/yes": "This exemption holds: {text}",
        "exception/unknown": "This exemption may hold: {text}",
        "exception/no": "This exemption does not hold: {text}",
        "exception.open": "It lasts until {until}.",
        "exception.ended": "It ended on {until}.",
        "time.in-force": "In force since {on} (checked through {checked}). {text}",
        "time.directed": (
            "Announced on {on}; a policy counts from its announcement (checked through {checked}). {text}"
        ),
        "time.directed-from": (
            "Announced on {on}; by its own words this counts from {starts} (checked through {checked}). "
            "{text}"
        ),
        "time.in-force-from": (
            "In force since {on}; this counts from {starts} (checked through {checked}). {text}"
        ),
        "time.from": "Has effect from {on}. {text}",
        "time.before": "The day is before the measure existed (first step {on}).",
        "time.proposed": "Only proposed since {on}. {text}",
        "time.announced": "Only announced, on {on}: that binds nobody yet. {text}",
        "time.made": "Made on {on} and not in force yet. {text}",
        "time.in-abeyance": "Held in abeyance since {on}, by agreement. {text}",
        "time.stayed": "Stayed since {on}. {text}",
        "time.suspended": "Suspended since {on}. {text}",
        "time.set-aside": "Set aside on {on}. {text}",
        "time.ended": "Ended on {on}. {text}",
        "time.unverified": "From {on} it is not verified how it stands (checked through {checked}). {text}",
        "component/yes": "A part makes the whole a covered thing ({part} of {maker}; test: {test}): {text}",
        "component/unknown": (
            "A part may make the whole a covered thing ({part} of {maker}; test: {test}): {text}"
        ),
        "component/no": (
            "A part does not make the whole a covered thing ({part} of {maker}; test: {test}): {text}"
        ),
        "component.covered/yes": "The part itself is covered.",
        "component.covered/unknown": "It is open whether the part itself is covered.",
        "component.covered/no": "The part itself is not covered.",
        "component.contested": "Whether such a part suffices is contested: a question for counsel.",
        "component.itself": (
            "The part is covered in its own right; what it is to the whole changes nothing of that. Enter it "
            "as a thing of its own."
        ),
        "component.unaddressed": (
            "A part is of a maker concerned ({part} of {maker}), and the text does not say whether "
            "parts count."
        ),
        "relation.any-maker": "The measure looks at the thing, whoever made it.",
        "origin.is": "Where it was produced is what the measure looks for ({test}: {named}): {given}.",
        "origin.is-not": (
            "Where it was produced is not what the measure looks for ({test}: {named}): {given}."
        ),
        "origin.not-stated": "Nobody has stated in which country it was produced ({test}: {named}).",
        "listed": "Listed since {on}.",
        "listed.later": "It will be listed from {on}.",
        "listed.unclear": (
            "It came to be listed on some day from {first} to {on}; which day was not read, so no answer is "
            "given before {on}."
        ),
        "listed.not-yet": "It was not listed yet: {first} is the first day it may have been.",
        "listed.no-more": "Listed no more since {until}.",
        "exception.to-come": "It begins only on {on}.",
        "time.no-measure-found": "Looked for through {checked} and none found. That is no permission. {text}",
        "lever.lease": (
            "The lever is the lease, which ends on {on}: its renewal is when removal can be asked for."
        ),
        "lever.lease-undated": "The lever is the lease; nobody has stated when it ends.",
        "lever.contract": "The lever is the service contract: its renewal or a change order.",
        "lever.custodian": "The lever is a request to the body that has the building in its charge.",
        "buyer.not-stated": "Who runs it is stated, but not who buys or obtains it.",
        "lease.unaddressed": "The text does not say whether it speaks of leased premises.",
        "operator.not-stated": (
            "Whoever runs the thing uses it, be it theirs or not; nobody has stated who runs it day to day."
        ),
        "owner.other": "The thing is in other hands: {owner}.",
    }
)
"""By code, or by ``code/truth`` where the claim is said differently for each truth."""

INTERESTS: Mapping[str, str] = MappingProxyType(
    {
        "shareholding": "{holder} owns {share} of {held}",
        "voting-rights": "{holder} has {share} of the votes in {held}",
        "control": "{holder} controls {held}",
        "influence": "{holder} influences {held}",
        "linked": "{holder} and {held} are linked",
    }
)
"""How one interest is said."""

UNKNOWN_SHARE = "an unknown share"

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "equipment": "a device",
        "chip": "a chip",
        "module": "a module",
        "firmware": "the firmware",
        "cloud": "the cloud service",
    }
)
"""What the kinds of part are called in a sentence."""

TESTS: Mapping[str, str] = MappingProxyType(
    {
        "substantial-or-essential": "substantial or essential component",
        "critical-technology": "critical technology",
        "service-using": "service using it",
        "module-in-host": "module in a host device",
        "chip": "the chip",
        "firmware-or-cloud": "firmware or cloud",
        "itself-covered": "covered by itself",
        "any-part": "any part",
        "country-of-production": "produced there",
        "produced-abroad": "produced outside",
    }
)
"""What the tests of components and of origin are called."""
