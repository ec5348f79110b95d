"""The bench that every test stands on."""

import gc
from collections.abc import Iterator
from typing import Any

import freezegun
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.signals import setting_changed
from django.db import connection
from django.dispatch import receiver
from django.template import Context, Template, engines
from django.test import Client
from django.test.signals import root_urlconf_changed, template_rendered
from django.urls import set_urlconf
from django.utils import translation
from django.utils.safestring import SafeString
from pytest_django import DjangoDbBlocker

from kafkasder.serving.memory import settle

from . import cleaning, database, factories
from .order import longest_first
from .strictness import UndefinedVariable, refuse_writes

COLLECTED_AFTER = (50_000, 20, 20)  # objects: a test makes many that go by themselves
setting_changed.disconnect(root_urlconf_changed)  # which would have all addresses read anew for each test of the bench
freezegun.configure(extend_ignore_list=["_pytest.timing"])  # a test that stops the clock has a duration all the same


@receiver(setting_changed)
def _begin_with_other_addresses(*, setting: str, **_: Any) -> None:
    if setting == "ROOT_URLCONF":
        set_urlconf(None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let each worker begin with a share of the long tests: none is to sit over one when the others are done."""
    items[:] = longest_first(items, getattr(config, "workerinput", {}).get("workercount", 1))


@pytest.fixture(scope="session", autouse=True)
def _undefined_template_variables_fail() -> None:
    engines["django"].engine.string_if_invalid = UndefinedVariable()


@pytest.fixture(scope="session", autouse=True)
def _clients_know_pages_and_not_their_pieces(django_test_environment: None) -> None:
    """Keep the context of a page, as `response.context`; to keep that of each of its includes takes long."""
    Template._render = _render  # type: ignore[method-assign]


def _render(template: Template, context: Context) -> SafeString:
    if context.template is template:  # and not the one that includes it
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock():
        before = database.make()
        cleaning.install()
    settle()  # as a server does when it starts, and the tests of all files are loaded by now
    gc.set_threshold(*COLLECTED_AFTER)
    yield
    cleaning.uninstall()
    with django_db_blocker.unblock():
        database.drop(before)  # with the sessions of threads that outlive their test


@pytest.fixture(autouse=True)
def _a_get_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    get = Client.get

    def get_without_writing(client: Client, *args: Any, **options: Any) -> Any:
        with connection.execute_wrapper(refuse_writes):
            return get(client, *args, **options)

    monkeypatch.setattr(Client, "get", get_without_writing)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits live in the cache; one test must not lock out the next."""
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _turkish() -> Iterator[None]:
    """A page in English must not leave the next test speaking it."""
    yield
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def redis_url() -> Iterator[str]:
    """The address of a Redis that belongs to this test alone."""
    from kafkasder.serving.redis import Redis

    with Redis() as server:
        yield server.url


@pytest.fixture
def make_user():
    return factories.make_user


@pytest.fixture
def make_household():
    return factories.make_household


@pytest.fixture
def make_person():
    return factories.make_person
