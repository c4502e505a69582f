"""Addresses of pages about people, and of those of the library that we have use for."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from allauth.socialaccount import views as provider
from django.urls import include, path, re_path

from phaseout.web.people import sign_on
from phaseout.web.people.factors import ending_other_sessions
from phaseout.web.people.views import inviting, keeping, own, welcome

# Signing up, other addresses, sign-in by a code, and ties to several providers have no address here: they
# are not there, whatever becomes of a setting.
THEIRS = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/authenticate/", factors.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", ending_other_sessions(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("2fa/webauthn/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", ending_other_sessions(keys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/webauthn/reauthenticate/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/remove/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    path("2fa/webauthn/keys/<int:pk>/edit/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("3rdparty/login/cancelled/", provider.login_cancelled, name="socialaccount_login_cancelled"),
    path("3rdparty/login/error/", provider.login_error, name="socialaccount_login_error"),
]
OURS = [
    path("welcome/<str:code>/", welcome.welcome, name="welcome"),
    path("people/", keeping.people, name="people"),
    path("people/invite/", inviting.invite_somebody, name="invite"),
    path("people/second-factor/", keeping.second_factor, name="second-factor"),
    path("people/<int:pk>/", keeping.person, name="person"),
    path("people/<int:pk>/close/", keeping.close, name="person-close"),
    path("people/<int:pk>/reopen/", keeping.reopen, name="person-reopen"),
    path("people/<int:pk>/take-second-factors/", keeping.take_factors, name="person-factors-take"),
    path("people/grants/<int:pk>/take/", keeping.take_grant, name="grant-take"),
    path("people/invitations/<int:pk>/resend/", inviting.resend, name="invitation-resend"),
    path("people/invitations/<int:pk>/withdraw/", inviting.take_back, name="invitation-withdraw"),
    path("join/<str:code>/", inviting.join, name="join"),
    path("account/name/", own.account, name="account"),
    path("account/sessions/", own.sessions, name="sessions"),
    path("account/sessions/end/", own.end, name="session-end"),
    path("account/sessions/end-others/", own.end_others, name="sessions-end-others"),
    path("account/tokens/", own.tokens, name="tokens"),
    path("account/tokens/revoke/", own.revoke, name="token-revoke"),
    path("account/sign-on/<str:provider_id>/login/", sign_on.go, name="openid_connect_login"),
    path("account/sign-on/<str:provider_id>/login/callback/", sign_on.back, name="openid_connect_callback"),
]
urlpatterns = [*OURS, path("account/", include(THEIRS))]
