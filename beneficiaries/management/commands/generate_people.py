"""Fills the registry with people who do not exist, to measure with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from tqdm import tqdm

from accounts import audit

from ...synthetic import generate_people


class Command(BaseCommand):
    help = _("Var olmayan kişilerle haneler üretir; ölçüm içindir.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("people", type=int, help=_("kaç kişi"))
        parser.add_argument("--seed", type=int, default=1, help=_("aynı sayı aynı kişileri verir"))

    def handle(self, *, people: int, seed: int, verbosity: int, **options: Any) -> None:
        if people < 1:
            raise CommandError(_("Kişi sayısı en az 1 olmalıdır."))
        with audit.acting(source="system"), tqdm(total=people, unit=_("kişi"), disable=verbosity == 0) as bar:
            generate_people(people, seed=seed, today=timezone.localdate(), progress=bar.update)
