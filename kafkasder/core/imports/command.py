"""The terminal's end of an import; a room's command adds its importer and how to act for somebody."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from .errors import UnreadableSheet
from .importer import Importer, Mode, Problem
from .mapping import read_mapping, write_mapping
from .plan import Plan, read
from .report import Report
from .running import Options, Outcome, Result, run
from .sheets import open_sheet

_MOST_SHOWN = 20


class ImportCommand(BaseCommand):
    """Reads a sheet, shows what was understood, saves, and says what became of every row."""

    importer: Callable[..., Importer[Any]]

    def acting(self, user: Any) -> AbstractContextManager[None]:
        """Have what is written recorded as done by `user` through an import."""
        raise NotImplementedError

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", type=Path, help=_("CSV ya da Excel dosyası"))
        add("--as", dest="email", default="", help=_("kimin adına: panele giriş e-postası"))
        add("--dry-run", action="store_true", help=_("yalnız dene, hiçbir şey kaydetme"))
        add(
            "--mode",
            choices=[mode.value for mode in Mode],
            default=Mode.INSERT.value,
            help=_("ekle, güncelle, ikisi de"),
        )
        add("--sheet", default="", help=_("çalışma kitabındaki sayfanın adı"))
        add("--mapping", type=Path, help=_("başlık → sütun dosyası (JSON ya da TOML); --dry-run yoksa onu yazar"))
        add("--report", type=Path, help=_("hatalı satırların yazılacağı dosya"))
        add("--keep-good", action="store_true", help=_("hatalı satır varsa da ötekileri kaydet"))
        add("--force", action="store_true", help=_("çoğu zaten kayıtlı olsa da sormadan sürdür"))

    def handle(self, **options: Any) -> None:
        try:
            self._import(**options)
        except (UnreadableSheet, PermissionDenied) as error:
            raise CommandError(str(error)) from None

    def _import(self, *, file: Path, email: str, mode: str, sheet: str, mapping: Path | None, **options: Any) -> None:
        user = _user(email)
        importer = self.importer(by=user, mode=Mode(mode))
        plan = self._read(file, sheet, importer, mapping, options["dry_run"])
        report_path = options["report"] or _report_beside(file)
        choice = Options(options["dry_run"], options["keep_good"], options["force"])
        with self.acting(user):
            result = self._run(plan, importer, choice, report_path, options["verbosity"])
            if result.outcome is Outcome.LOOKS_DOUBLE and self._wants_it_again(result):
                again = self.importer(by=user, mode=Mode(mode))
                result = self._run(plan, again, replace(choice, force=True), report_path, options["verbosity"])
        self._tell(result, report_path)

    def _read(self, file: Path, sheet: str, importer: Importer[Any], mapping: Path | None, dry_run: bool) -> Plan:
        given: dict[str, str] = {}
        if mapping and (mapping.exists() or not dry_run):
            given = read_mapping(mapping, {column.name for column in importer.columns})
        plan = read(open_sheet(file, sheet), importer, given)
        if mapping and not mapping.exists():
            write_mapping(mapping, plan.header.mapping())
            self.stdout.write(_("Eşleme dosyası yazıldı: %(path)s") % {"path": mapping})
        if plan.header.ignored:
            self.stdout.write(
                _("Tanınmayan, alınmayacak sütunlar: %(names)s") % {"names": ", ".join(plan.header.ignored)}
            )
        return plan

    def _run(self, plan: Plan, importer: Importer[Any], options: Options, path: Path, verbosity: int) -> Result:
        bar = tqdm(total=plan.row_count, unit=" " + _("satır"), disable=verbosity == 0, file=sys.stderr)
        with bar, Report(path, plan) as report:
            return run(plan, importer, options, report=report, progress=bar.update)

    def _wants_it_again(self, result: Result) -> bool:
        """Ask somebody at a terminal; a script has to say it beforehand."""
        if not sys.stdin.isatty():
            return False
        question = _(
            "Satırların çoğu (%(known)d) zaten kayıtlı; dosya ikinci kez yükleniyor olabilir. Sürdürülsün mü? [e/H] "
        )
        return input(question % {"known": result.tally.unchanged}).strip().lower() in ("e", "evet", "y", "yes")

    # Telling

    def _tell(self, result: Result, report: Path) -> None:
        self._tell_problems(result, report)
        match result.outcome:
            case Outcome.HAS_PROBLEMS:
                raise CommandError(_("Hiçbir şey kaydedilmedi. Doğru satırları kaydetmek için --keep-good verin."))
            case Outcome.LOOKS_DOUBLE:
                text = _(
                    "Hiçbir şey kaydedilmedi: %(known)d kayıt zaten var, dosya ikinci kez yükleniyor olabilir. "
                    "Yine de sürdürmek için --force verin."
                )
                raise CommandError(text % {"known": result.tally.unchanged})
            case Outcome.CHECKED:
                self.stdout.write(self.style.WARNING(_("Deneme bitti; hiçbir şey kaydedilmedi.")))
        self._tell_tally(result)

    def _tell_problems(self, result: Result, report: Path) -> None:
        for problem in result.problems[:_MOST_SHOWN]:
            self.stderr.write(_line(problem))
        if result.problem_count:
            count = result.problem_count
            self.stderr.write(
                ngettext("%(count)d hata. Satırlar: %(path)s", "%(count)d hata. Satırlar: %(path)s", count)
                % {"count": count, "path": report}
            )

    def _tell_tally(self, result: Result) -> None:
        tally = result.tally
        counts = {
            _("Okunan satır"): result.rows,
            _("Yeni kayıt"): tally.created,
            _("Güncellenen kayıt"): tally.updated,
            _("Zaten var, değişmeyen kayıt"): tally.unchanged,
            _("Alınmayan satır"): result.bad_rows,
            **tally.others,
        }
        for label, count in counts.items():
            self.stdout.write(f"{label}: {count}")


def _user(email: str) -> Any:
    if not email:
        raise CommandError(_("Kimin adına içe aktarıldığını --as e-posta ile yazın."))
    user = get_user_model()._default_manager.filter(email__iexact=email, is_active=True).first()
    if user is None:
        raise CommandError(_("Bu e-postayla etkin bir kullanıcı yok: %(email)s") % {"email": email})
    return user


def _report_beside(file: Path) -> Path:
    return file.with_name(f"{file.stem}-{_('hatalar')}{file.suffix}")


def _line(problem: Problem) -> str:
    where = _("Satır %(line)d") % {"line": problem.line}
    what = f", {problem.column} “{problem.shown}”" if problem.column else ""
    return f"{where}{what}: {problem.reason}"
