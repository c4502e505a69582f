"""Who asks for what weighs most: is it still the person who signed in?"""

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required

from phaseout.web.frame.gate import Asked


def show_again(request: Asked) -> None:
    """Have somebody show again who they are, by password or second factor, unless they did just now.

    Who has neither here, since another program lets them in, is not asked.

    Raises:
        ReauthenticationRequired: the library asks them, and then goes on with what they had sent.
    """
    raise_if_reauthentication_required(request, app="allauth.account")
