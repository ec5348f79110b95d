"""One's own page, and people's pictures."""

import re

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from kafkasder.core.automatic import automatic

from ..forms import ProfileForm
from ..guards import needs
from ..models import User
from ..reasons import sources_of
from ..services.users import change_profile

_PICTURE = re.compile(r"[\w-]+\.webp", re.ASCII)


@needs()
def profile(request: HttpRequest) -> HttpResponse:
    user = User.objects.get(pk=request.user.pk)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*sent, instance=user)
    if form.is_valid():
        change_profile(user=user, **form.values)
        messages.success(request, _("Profiliniz kaydedildi."))
        return redirect("accounts:profile")
    status = 422 if form.errors else 200
    ending = [source for source in sources_of(user) if source.grant.until]
    context = {"form": form, "person": request.user, "ending": ending}
    return TemplateResponse(request, "accounts/profile.html", context, status=status)


@automatic  # a picture may come with an update
@needs()
def avatar(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture to people who are signed in; its random name never stands for another picture."""
    path = f"avatars/{name}"
    if not _PICTURE.fullmatch(name) or not default_storage.exists(path):
        raise Http404
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
    return FileResponse(default_storage.open(path), content_type="image/webp", headers=headers)
