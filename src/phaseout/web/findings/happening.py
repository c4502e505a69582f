"""What is noted of findings and questions, and in which words?"""

from django.utils.translation import gettext_lazy as _

from phaseout.web.findings.models import Verdict
from phaseout.web.frame.events.happening import Happening

HAPPENING = Happening(
    what={
        "question-answered": _("question answered"),
        "answer-withdrawn": _("answer withdrawn"),
        "finding-assessed": _("evidence assessed"),
        "finding-proposed": _("judgement proposed"),
        "finding-decided": _("judgement decided"),
        "finding-sent-back": _("judgement sent back"),
        "finding-withdrawn": _("proposal withdrawn"),
    },
    words={
        "fact": _("question"),
        "verdict": _("judgement"),
        **dict(Verdict.choices),
    },
)
