"""The step of signing in between the password and the panel: until a code comes, the session is nobody's."""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from .services.trusted_devices import note_use, trusted_device


class SecondStep(LoginStage):
    """Asks whoever has a second factor for a code, unless this browser is trusted with their sign-in."""

    key = "second_step"
    urlname = "accounts:sign_in_code"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user: Any = self.login.user
        if not user.has_factor:
            return None, True
        if device := trusted_device(self.request, user):
            note_use(device)
            user.trusted_device = device  # goes into the session when somebody is signed in
            return None, True
        self.request.session.cycle_key()  # whoever planted the session's key does not share in this step
        self.state["auth_hash"] = user.get_session_auth_hash()
        return HttpResponseRedirect(reverse(self.urlname)), True

    def is_sound(self) -> bool:
        """Tell whether the person may still sign in, by the password that was typed for this step."""
        user: Any = self.login.user
        held = self.state.get("auth_hash", "")
        return bool(user and user.is_active) and constant_time_compare(held, user.get_session_auth_hash())
