"""How are the files of a survey examined, so that a process killed half-way leaves nothing that looks whole?

What was found is written in batches, and the survey counts as ready only when all of it is there. Whoever
begins throws away what an earlier beginning left.
"""

import logging
import time
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from phaseout.domain.facts import Context
from phaseout.domain.problem import PhaseoutError
from phaseout.plugged import every_reader
from phaseout.register import Register
from phaseout.report import pushed
from phaseout.survey import Document, Options, Outline
from phaseout.survey import survey as examine
from phaseout.web.estate.models import Site
from phaseout.web.estate.queries import line_of
from phaseout.web.findings.tasks import answers_for
from phaseout.web.frame import words
from phaseout.web.frame.announcing.services import announced
from phaseout.web.frame.bulk import insert
from phaseout.web.surveys.asked_as import context_of, names_of
from phaseout.web.surveys.cycles import seldom_searched
from phaseout.web.surveys.holding import held
from phaseout.web.surveys.models import (
    UNFINISHED,
    Comparison,
    SharedAnswers,
    State,
    Survey,
    SurveyDocument,
    SurveyedAsset,
    SurveyFile,
    SurveyUnread,
)
from phaseout.web.surveys.services.comparing import compare
from phaseout.web.surveys.snapshot import AnswersOnce, Names, SurveyedRow, ends_of, row_of
from phaseout.web.surveys.text_column import column_text

log = logging.getLogger("phaseout.web.surveys")
BATCH = 1000
"""Things written at a time."""
EXAMINED = ("reader", "observations", "unread", "not_examined")
TOLD_EVERY = 0.5
"""Seconds between two notes of how far the reading is."""


class CancelledError(Exception):
    """Somebody stopped the survey meanwhile."""


def run(survey: int) -> None:
    """Examine the files of a survey that waits for it, or whose worker died."""
    with held(survey) as is_free:
        if not is_free or not _begun(survey):
            return
        try:
            _examine(Survey.everything.select_related("organisation", "site").get(pk=survey))
        except CancelledError:
            _throw_away(survey)
        except PhaseoutError as error:
            log.exception("survey %d could not be examined", survey)
            _fail(survey, error.diagnosis())
        except Exception as error:  # the one place where a job ends, whatever happened (house §7)
            _fail(survey, f"{type(error).__name__}: {error}")
            raise


def _begun(survey: int) -> bool:
    waiting = Survey.everything.filter(pk=survey, state__in=UNFINISHED)
    _throw_away(survey)
    return bool(
        waiting.update(state=State.RUNNING, started=timezone.now(), bytes_read=0, assets_done=0, error="")
    )


def _throw_away(survey: int) -> None:
    """Remove what was written of a survey; nothing once it is ready."""
    if Survey.everything.filter(pk=survey, state__in=(*UNFINISHED, State.CANCELLED, State.FAILED)).exists():
        for model in (Comparison, SurveyedAsset, SharedAnswers, SurveyUnread, SurveyDocument):
            model.everything.filter(survey=survey).delete()


def _fail(survey: int, why: str) -> None:
    _throw_away(survey)
    failing = Survey.everything.filter(pk=survey, state=State.RUNNING)
    with transaction.atomic():
        failing.update(state=State.FAILED, error=column_text(why, 2000), finished=timezone.now())
        announced(_organisation(survey), "survey.failed", survey=survey)


def _organisation(survey: int) -> int:
    return Survey.everything.values_list("organisation", flat=True).get(pk=survey)


@seldom_searched()
def _examine(survey: Survey) -> None:
    files = list(survey.files.order_by("pk"))
    register = words.register()
    sites = list(Site.everything.filter(organisation=survey.organisation).order_by("ref"))
    context = context_of(line_of(survey.organisation), sites, survey.site)
    document = _read(survey, files, register, context, sites)
    names = Names(files=files, sources=document.header.sources, sites={site.ref: site.pk for site in sites})
    _told(survey, assets_expected=document.expected, bytes_read=survey.bytes_total)
    for batch in _batches(document.outlines()):
        _write(survey, batch, names)
    _finish(survey, document, names)


def _read(
    survey: Survey, files: list[SurveyFile], register: Register, context: Context, sites: list[Site]
) -> Document:
    read: dict[str, int] = {}
    last = time.monotonic()

    def watch(name: str, position: int) -> None:
        nonlocal last
        read[name] = position
        if time.monotonic() - last > TOLD_EVERY:
            _told(survey, bytes_read=sum(read.values()))
            last = time.monotonic()

    options = Options(
        generated=timezone.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        readers=(pushed.READER, *every_reader()),
        answers=answers_for(survey.organisation),
        names_of_sites=names_of(sites),
    )
    paths = [file.stored.path for file in files]
    return examine(paths, register, context, survey.as_of, options=options, watch=watch)


def _told(survey: Survey, **figures: object) -> None:
    """Note how far it is.

    Raises:
        CancelledError: somebody stopped it.
    """
    if not Survey.everything.filter(pk=survey.pk, state=State.RUNNING).update(**figures):
        raise CancelledError


def _batches(outlines: Iterator[Outline]) -> Iterator[list[tuple[int, Outline]]]:
    batch: list[tuple[int, Outline]] = []
    for numbered in enumerate(outlines):
        batch.append(numbered)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


@transaction.atomic
def _write(survey: Survey, batch: list[tuple[int, Outline]], names: Names) -> None:
    _told(survey, assets_done=batch[-1][0] + 1)
    once: AnswersOnce = names.answers
    for _, outline in batch:
        if once.is_new(outline.answers):
            once.keep(outline.answers, _shared(survey, outline))
    rows = [row_of(survey.pk, number, outline, names) for number, outline in batch]
    insert(SurveyedAsset, SurveyedRow._fields, rows)


def _shared(survey: Survey, outline: Outline) -> int:
    row = SharedAnswers(survey=survey, **AnswersOnce.columns(outline.answers))
    row.save()
    return row.pk


def _finish(survey: Survey, document: Document, names: Names) -> None:
    """Write what stands around the things, compare them with the estate, and only then call it ready."""
    header, trailer = document.header, document.trailer()
    head, tail = ends_of(header, trailer, names)
    SurveyDocument(survey=survey, head=head, tail=tail).save()
    SurveyFile.everything.bulk_update(names.examined(header), EXAMINED)
    unread = [
        SurveyUnread(
            survey=survey,
            file_id=names.file_of(one.source),
            locator=column_text(one.locator, 250),
            why=column_text(one.why, 2000),
        )
        for one in trailer.unread
    ]
    SurveyUnread.everything.bulk_create(unread, batch_size=BATCH)
    figures = compare(survey)
    with transaction.atomic():
        _told(
            survey,
            **figures,
            state=State.READY,
            finished=timezone.now(),
            assets_done=trailer.summary.assets,
            unread=trailer.summary.unread,
            register_edition=header.register.edition,
            register_digest=header.register.digest,
            engine=header.engine,
        )
        announced(survey.organisation_id, "survey.ready", survey=survey.pk, things=trailer.summary.assets)
