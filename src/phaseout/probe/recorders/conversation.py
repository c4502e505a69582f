"""How is a recorder asked so that it is shown the account, and never again once it refused?"""

from collections.abc import Callable
from datetime import datetime, timedelta

from phaseout.probe.account import Account, Scheme
from phaseout.probe.recorders.answer import Answer
from phaseout.probe.recorders.attempts import Attempts
from phaseout.probe.recorders.connection import Connection
from phaseout.probe.recorders.digest import BASIC, basic, challenges_in, digest, strongest_digest
from phaseout.probe.recorders.questions import CLOCK, QUESTIONS, Question
from phaseout.probe.recorders.refusal import is_unauthorized, refusal_in
from phaseout.probe.recorders.request import NO_PROOF, Spoken, host_of, request
from phaseout.probe.recorders.username_token import clock_in, username_token

_UNAUTHORIZED = 401
_OCTETS = 16
_IN_CLEAR = (
    "it asks for the password itself (Basic), which may not be sent to whom nothing proves to be the recorder"
)
_UNKNOWN = "it asks for a proof of another kind than Digest with MD5 or SHA-256 and qop=auth"
Octets = Callable[[int], bytes]
"""So many octets that nobody can foresee."""
Now = Callable[[], datetime]


class TurnedAwayError(Exception):
    """The recorder refuses; nothing more may be asked."""


class NotShownError(Exception):
    """The account was not shown, since it may not be."""


class Conversation:
    """Questions to one recorder over one way.

    Each question is asked without the account first. Where an account is wanted, the challenge is answered
    once: a nonce is never used again, so that none can be called stale and look like a refusal.
    """

    def __init__(
        self, connection: Connection, account: Account, attempts: Attempts, now: Now, octets: Octets
    ) -> None:
        self._connection, self._account, self._attempts = connection, account, attempts
        self._now, self._octets = now, octets
        self._address = connection.address
        self._host = host_of(connection.address, connection.scheme, connection.port)
        self._ahead = timedelta(0)
        self.was_shown = False
        """Whether the account left."""

    async def ask(self, question: Question) -> Answer:
        """Return the answer to a question, which may be that there is nothing.

        Raises:
            TurnedAwayError: it refuses.
            NotShownError: it wants the account in a way that it may not have it.
            WrongCertificateError: somebody else answers.
            OSError, BadAnswerError: the connection broke, or what came is no answer.
        """
        if question not in QUESTIONS:
            raise ValueError("only what stands in QUESTIONS is asked")
        answer = await self._exchange(question)
        if question is CLOCK and (told := clock_in(answer.body)) is not None:
            self._ahead = told - self._now()
        if answer.status != _UNAUTHORIZED and not (question.call and is_unauthorized(answer)):
            return answer
        answer = await self._exchange(question, self._proof(question, answer))
        self._attempts.accepted(self._address)
        return answer

    async def _exchange(self, question: Question, proof: Spoken = NO_PROOF) -> Answer:
        bears_account = proof is not NO_PROOF
        asked = request(question, self._host, proof)
        answer = await self._connection.exchange(asked, self._begin if bears_account else None)
        if (refusal := refusal_in(answer, bore_account=bears_account)) is not None:
            self._attempts.refused(self._address, refusal.why, refusal.seconds)
            raise TurnedAwayError(refusal.why)
        return answer

    def _begin(self) -> None:
        """Note the attempt, just before the account leaves."""
        if (why := self._attempts.begin(self._address)) is not None:
            raise NotShownError(why)
        self.was_shown = True

    def _proof(self, question: Question, answer: Answer) -> Spoken:
        challenges = challenges_in(answer.head.every(b"www-authenticate"))
        if (chosen := strongest_digest(challenges)) is not None:
            cnonce = self._octets(_OCTETS).hex()
            return Spoken(header=digest(self._account, chosen, question.method, question.path, cnonce))
        if any(challenge.scheme == BASIC for challenge in challenges):
            if not self._may_send_password():
                raise NotShownError(_IN_CLEAR)
            return Spoken(header=basic(self._account))
        if question.call:
            created = self._now() + self._ahead
            return Spoken(security=username_token(self._account, created, self._octets(_OCTETS)))
        raise NotShownError(_UNKNOWN)

    def _may_send_password(self) -> bool:
        """Whether the password may be sent: to whom a certificate proves to be the recorder, or by leave."""
        is_proven = self._connection.scheme is Scheme.HTTPS and self._account.certificate is not None
        return is_proven or self._account.is_basic_allowed
