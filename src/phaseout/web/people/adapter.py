"""May somebody make an account by themselves? No: an administrator invites."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class NobodySignsUp(DefaultAccountAdapter):  # type: ignore[misc] # it has no types
    """Local accounts: made by invitation alone."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return that nobody may."""
        return False


class OnlyKnownPeople(DefaultSocialAccountAdapter):  # type: ignore[misc] # it has no types
    """Accounts of an identity provider: let in where the address was invited."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Return that nobody may."""
        return False
