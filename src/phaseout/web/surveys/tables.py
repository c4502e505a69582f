"""How are lists of surveys and of what they show laid out?"""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_tables2 import A, Column, Table

from phaseout.web.estate.models import Asset
from phaseout.web.estate.queries import kind_grade
from phaseout.web.estate.tables import made_by
from phaseout.web.frame import words
from phaseout.web.frame.columns import MomentColumn
from phaseout.web.frame.naming import NameColumn
from phaseout.web.surveys.changes import changes_said, grade_of
from phaseout.web.surveys.models import Change, Comparison, LookScope, Survey, SurveyUnread

_NUMBER = {"td": {"class": "number"}, "th": {"class": "number"}}


def _name(said: str) -> SafeString:
    """Return a name, which is none of a language's words."""
    return format_html('<span translate="no">{}</span>', said)


class SurveyTable(Table):  # type: ignore[misc] # it has no types
    """Surveys."""

    name = Column(verbose_name=_("Survey"), linkify=("survey", {"pk": A("pk")}), orderable=False)
    state = Column(verbose_name=_("State"), orderable=False)
    site = Column(verbose_name=_("Site"), orderable=False, default="–")
    assets_done = Column(verbose_name=_("Assets"), orderable=False, attrs=_NUMBER)
    new = Column(verbose_name=_("New"), orderable=False, attrs=_NUMBER)
    changed = Column(verbose_name=_("Changed"), orderable=False, attrs=_NUMBER)
    conflict = Column(verbose_name=_("In conflict"), orderable=False, attrs=_NUMBER)
    unread = Column(verbose_name=_("Not read"), orderable=False, attrs=_NUMBER)
    entered = MomentColumn(verbose_name=_("Brought in"), orderable=False)
    by = NameColumn(verbose_name=_("By"), orderable=False)
    organisation = Column(verbose_name=_("Organisation"), orderable=False)

    class Meta:
        """Only what is named above."""

        model = Survey
        fields = ()

    def render_unread(self, value: int, record: Any) -> SafeString | str:
        """Return how many parts were not read, and how many files were not examined at all."""
        if not record.unexamined:
            return intcomma(value)
        files = ngettext("%(number)d file not examined", "%(number)d files not examined", record.unexamined)
        said = files % {"number": record.unexamined}
        return format_html('{}<br><span class="soft">{}</span>', intcomma(value), said)


class ComparisonTable(Table):  # type: ignore[misc] # it has no types
    """What a survey shows, beside the estate."""

    label = Column(verbose_name=_("Asset"), accessor="surveyed__label", orderable=False)
    kind = Column(verbose_name=_("Kind"), accessor="surveyed__kind", orderable=False, default="–")
    maker = Column(verbose_name=_("Maker"), accessor="surveyed__maker", orderable=False, default="–")
    model = Column(verbose_name=_("Model"), accessor="surveyed__model", orderable=False, default="–")
    site = Column(verbose_name=_("Site"), accessor="surveyed__site", orderable=False, empty_values=())
    outcome = Column(
        verbose_name=_("Outcome"), accessor="surveyed__answers__outcome", orderable=False, default="–"
    )
    difference = Column(verbose_name=_("Compared"), orderable=False)
    changes = Column(verbose_name=_("What changes"), orderable=False, empty_values=())

    class Meta:
        """Only what is named above."""

        model = Comparison
        fields = ()

    def render_label(self, record: Comparison) -> SafeString:
        """Return a link to the thing as the survey shows it."""
        place = {"pk": record.survey_id, "position": record.surveyed.position}
        return format_html('<a href="{}">{}</a>', reverse("surveyed", kwargs=place), record.surveyed.label)

    def render_kind(self, value: str, record: Comparison) -> str:
        """Return the name of the kind, and whether it is a guess."""
        return words.kind_so_far(value, grade_of(record.surveyed, "kind"))

    def render_maker(self, value: str, record: Comparison) -> SafeString:
        """Return the maker, how firm that is where it is not, and the brand where that is another."""
        return made_by(value, grade_of(record.surveyed, "maker"), record.surveyed.brand)

    def render_model(self, value: str) -> SafeString:
        """Return the model as it is called everywhere."""
        return _name(value)

    def render_site(self, record: Comparison) -> SafeString:
        """Return where it stands, and what its files call that where no site is known by that name."""
        seen = record.surveyed
        site = format_html("{}", seen.site or _("nowhere"))
        if not seen.written:
            return site
        colon = words.language().colon
        return site + format_html(
            '<div class="soft">{}{} <span translate="no">{}</span></div>',
            _("the file says"),
            colon,
            seen.written,
        )

    def render_outcome(self, value: str) -> SafeString:
        """Return the outcome as a badge."""
        return format_html('<span class="badge {}">{}</span>', words.tone(value), words.standing(value))

    def render_changes(self, record: Comparison) -> Any:
        """Return each field with what it was and what it becomes."""
        sites = {record.surveyed.site_id or 0: str(record.surveyed.site or "")}
        if record.asset and record.asset.site:
            sites[record.asset.site_id or 0] = str(record.asset.site)
        colon = words.language().colon
        said = [(field, colon, before, after) for field, before, after in changes_said(record.changes, sites)]
        changes = format_html_join(
            "", '<div>{}{} <span translate="no">{}</span> → <span translate="no">{}</span></div>', said
        )
        stays = [
            (field, colon, stands, _("stays, a person said so"))
            for field, stands, _seen in changes_said(record.standing, sites)
        ]
        return (
            changes + format_html_join("", '<div>{}{} <span translate="no">{}</span>, {}</div>', stays) or "–"
        )


class UnreadTable(Table):  # type: ignore[misc] # it has no types
    """What could not be read."""

    file = Column(verbose_name=_("File"), orderable=False)
    locator = Column(verbose_name=_("Place"), orderable=False)
    why = Column(verbose_name=_("Why"), orderable=False)

    class Meta:
        """Only what is named above."""

        model = SurveyUnread
        fields = ()

    def render_locator(self, value: str) -> str:
        """Return the place in the reader's language."""
        return words.language().locator(value)

    def render_why(self, value: str) -> str:
        """Return the reason in the reader's language."""
        return words.language().unread(value)


class NotSeenTable(Table):  # type: ignore[misc] # it has no types
    """Things of the estate that a survey did not see."""

    label = Column(verbose_name=_("Asset"), orderable=False)
    kind = Column(verbose_name=_("Kind"), orderable=False, default="–")
    maker = Column(verbose_name=_("Maker"), orderable=False, default="–")
    model = Column(verbose_name=_("Model"), orderable=False, default="–")
    site = Column(verbose_name=_("Site"), orderable=False, default="–")
    last_seen = MomentColumn(verbose_name=_("Last seen"), orderable=False)

    class Meta:
        """Only what is named above."""

        model = Asset
        fields = ()

    def render_kind(self, value: str, record: Asset) -> str:
        """Return the name of the kind, and whether it is a guess."""
        return words.kind_so_far(value, kind_grade(record))

    def render_maker(self, value: str, record: Asset) -> SafeString:
        """Return the maker, how firm that is where it is not, and the brand where that is another."""
        return made_by(value, record.maker_grade, record.brand)

    def render_model(self, value: str) -> SafeString:
        """Return the model as it is called everywhere."""
        return _name(value)


class KeptTable(Table):  # type: ignore[misc] # it has no types
    """Things that undoing left as they were."""

    label = Column(verbose_name=_("Asset"), orderable=False)
    last_seen = MomentColumn(verbose_name=_("Last seen"), accessor="asset__last_seen", orderable=False)

    class Meta:
        """Only what is named above."""

        model = Change
        fields = ()


class ScopeTable(Table):  # type: ignore[misc] # it has no types
    """Scopes of looks."""

    name = Column(verbose_name=_("Scope"), linkify=("scope", {"pk": A("pk")}), orderable=False)
    state = Column(verbose_name=_("State"), orderable=False)
    organisation = Column(verbose_name=_("Organisation"), orderable=False)
    expires = MomentColumn(verbose_name=_("Holds until"), orderable=False)
    by = NameColumn(verbose_name=_("Drafted by"), orderable=False)
    decided_by = NameColumn(verbose_name=_("Decided by"), orderable=False, default="–")
    bundles = Column(verbose_name=_("Bundles"), orderable=False, attrs=_NUMBER)

    class Meta:
        """Only what is named above."""

        model = LookScope
        fields = ()
