"""What is noted of reports?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(what={"report-made": _("report made")}, words={"sha256": _("digest")})
