"""The mail by which somebody who was given an account chooses a password."""

from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from ..models import User
from ..tokens import password_tokens


def send_invitation(*, user: User, by: User, site: str) -> None:
    """Send the link, in the person's language. The mail waits in the outbox, so it goes out if the account stands."""
    context = {"user": user, "by": by, "link": invitation_link(user, site)}
    with override(user.language):
        subject = render_to_string("accounts/email/invitation_subject.txt", context).strip()
        message = render_to_string("accounts/email/invitation_message.txt", context)
    send_mail(subject, message, None, [user.email])


def invitation_link(user: User, site: str) -> str:
    arguments = {"uidb36": user_pk_to_url_str(user), "key": password_tokens.make_token(user)}
    return site.rstrip("/") + reverse("account_reset_password_from_key", kwargs=arguments)
