"""Who may do this, what may this person do and why; roles with a last day in the form; the pages of the pairs."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.utils.html import escape

from accounts.models import AuditEntry, ForbiddenPair, User
from accounts.reasons import holders_count, holders_of, rights_by_room, verbs_by_source
from accounts.roles import ROLES
from accounts.row_rules import registered
from accounts.services import users as services
from accounts.verbs import all_verbs
from kafkasder.core.days import today
from kafkasder.core.fields import format_date

from ..factories import make_user

pytestmark = pytest.mark.django_db

SOON = today() + timedelta(days=7)


@pytest.fixture
def administrator(client: Client) -> User:
    user = make_user("admin", full_name="Elif Demir")
    client.force_login(user)
    return user


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# Reasons


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.slug)
def test_reasons_agree_with_what_people_may(role) -> None:
    user = make_user(role.slug)
    user.user_permissions.add(Permission.objects.get(codename="view_audit"))
    user = User.objects.get(pk=user.pk)
    assert verbs_by_source(user).keys() == {verb for verb in all_verbs() if user.has_perm(verb)}
    told = {each.verb.name for _, members in rights_by_room(user) for each in members}
    assert told == verbs_by_source(user).keys()
    assert user in [holder.person for holder in holders_of("accounts.view_audit")]
    for verb in ("beneficiaries.add_household", "accounts.manage_users"):
        assert user.has_perm(verb) == (user in [holder.person for holder in holders_of(verb)])


def test_what_has_ended_is_no_reason() -> None:
    user = make_user("auditor")
    user.memberships.update(until=today() - timedelta(days=1))
    assert verbs_by_source(user) == {}
    assert user not in [holder.person for holder in holders_of("accounts.view_audit")]


def test_every_row_rule_is_about_verbs_that_exist() -> None:
    for rule in registered():
        assert rule.verbs <= all_verbs().keys()
        assert not rule.unless or rule.unless in all_verbs()


def test_the_count_is_of_open_accounts() -> None:
    make_user("auditor")
    make_user("auditor", is_active=False)
    assert holders_count()["accounts.view_audit"] == 1


@pytest.mark.usefixtures("administrator")
def test_a_list_of_holders_asks_the_same_queries_for_one_and_for_many(client, django_assert_max_num_queries) -> None:
    make_user("staff")
    client.get("/yetkiler/kim/beneficiaries.add_household/")
    with django_assert_max_num_queries(20) as few:
        client.get("/yetkiler/kim/beneficiaries.add_household/")
    for _ in range(3):
        make_user("staff")
    with django_assert_max_num_queries(len(few)):
        client.get("/yetkiler/kim/beneficiaries.add_household/")


# Pages


def test_a_verb_is_found_by_its_words_and_leads_to_who_has_it(client, administrator) -> None:
    clerk = make_user("staff", full_name="Zeynep Kaya")
    services.set_extra_verbs(
        user=clerk, verbs={"accounts.view_audit": SOON}, by=administrator, reason="Yıl sonu denetimi"
    )
    make_user("auditor", full_name="Kapalı Kişi", is_active=False)
    found = text_of(client, "/yetkiler/?q=DENETİM gör")
    assert "/yetkiler/kim/accounts.view_audit/" in found
    assert "/yetkiler/kim/beneficiaries.add_household/" not in found
    page = text_of(client, "/yetkiler/kim/accounts.view_audit/")
    for said in ("Zeynep Kaya", "Ek yetki", "7 gün sonra biter", "Yıl sonu denetimi", "Elif Demir verdi"):
        assert said in page
    may, closed = page.split("Hesabı kapalı olanlar")
    assert "Kapalı Kişi" in closed
    assert "Kapalı Kişi" not in may


@pytest.mark.usefixtures("administrator")
def test_a_person_is_found_and_their_rights_are_explained(client) -> None:
    volunteer = make_user("volunteer", full_name="Işıl Çetin")
    assert f"/kullanicilar/{volunteer.pk}/neler-yapabilir/" in text_of(client, "/yetkiler/?q=isil")
    page = text_of(client, f"/kullanicilar/{volunteer.pk}/neler-yapabilir/")
    assert "Gönüllü rolü" in page
    assert "Yalnız kendisine verilen hanelerde" in page
    clerk = make_user("staff")
    assert "Yalnız kendisine verilen" not in text_of(client, f"/kullanicilar/{clerk.pk}/neler-yapabilir/")


@pytest.mark.usefixtures("administrator")
def test_what_has_ended_is_told_as_such(client) -> None:
    user = make_user("staff")
    user.memberships.update(until=today() - timedelta(days=1), reason="<b>Vekâlet</b>")
    page = text_of(client, user.get_absolute_url())
    assert "günü bitti" in page
    assert escape("<b>Vekâlet</b>") in page


@pytest.mark.usefixtures("administrator")
def test_an_unknown_verb_is_not_there(client) -> None:
    assert client.get("/yetkiler/kim/accounts.fly/").status_code == 404


def test_people_are_warned_of_their_own_end(client) -> None:
    user = make_user("staff")
    user.memberships.update(until=SOON)
    client.force_login(user)
    assert "7 gün sonra biter" in text_of(client, "/hesap/")


@pytest.mark.usefixtures("administrator")
def test_the_list_finds_whose_rights_end(client) -> None:
    soon, ended, lasting = (make_user("staff", full_name=name) for name in ("Yakın", "Bitik", "Sürer"))
    soon.memberships.update(until=SOON)
    ended.verb_grants.create(
        permission=Permission.objects.get(codename="view_audit"), until=today() - timedelta(days=1)
    )
    found = {key: text_of(client, f"/kullanicilar/?ending={key}") for key in ("soon", "ended")}
    names = {key: [each for each in ("Yakın", "Bitik", "Sürer") if f">{each}<" in page] for key, page in found.items()}
    assert names == {"soon": ["Yakın"], "ended": ["Bitik"]}
    soon.memberships.update(until=today() - timedelta(days=1))
    assert ">Yakın<" not in text_of(client, "/kullanicilar/?role=staff")
    assert ">Sürer<" in text_of(client, "/kullanicilar/?role=staff")
    assert lasting


# The forms


def edit(client: Client, person: User, **typed: object):
    page = f"/kullanicilar/{person.pk}/duzenle/"
    stamp = client.get(page).context["form"]["stamp"].value()
    sent = {"full_name": person.full_name, "email": person.email, "language": "tr", "stamp": stamp}
    return client.post(page, sent | typed)


@pytest.mark.usefixtures("administrator")
def test_a_role_is_given_until_a_day(client) -> None:
    person = make_user("volunteer")
    typed = {"roles": ["staff", "volunteer"], "roles-until-staff": format_date(SOON), "roles-until-board": "x"}
    assert edit(client, person, **typed).status_code == 302
    assert User.objects.get(pk=person.pk).role_terms == {"staff": SOON, "volunteer": None}
    page = text_of(client, f"/kullanicilar/{person.pk}/duzenle/")
    assert f'value="{format_date(SOON)}"' in page


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31.02.2030", "Personel: Takvimde böyle bir gün yok."),
        ("yarın", "Personel: Tarihi gün.ay.yıl"),
        ("01.01.2020", "Son gün geçmişte olamaz."),
    ],
)
def test_a_last_day_that_makes_no_sense_stays_on_the_page(client, typed, said) -> None:
    person = make_user("volunteer")
    answer = edit(client, person, roles=["staff"], **{"roles-until-staff": typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert f'value="{typed}"' in page
    assert User.objects.get(pk=person.pk).role_terms == {"volunteer": None}


@pytest.mark.usefixtures("administrator")
def test_two_who_give_one_person_different_ends_meet(client) -> None:
    person = make_user("staff")
    page = f"/kullanicilar/{person.pk}/duzenle/"
    stamp = client.get(page).context["form"]["stamp"].value()
    person.memberships.update(until=today() + timedelta(days=3))
    sent = {"full_name": person.full_name, "email": person.email, "language": "tr", "stamp": stamp, "roles": ["staff"]}
    answer = client.post(page, sent | {"roles-until-staff": format_date(SOON)})
    assert answer.status_code == 422
    (clash,) = answer.context["form"].clashes
    assert (format_date(today() + timedelta(days=3)) in clash.theirs, format_date(SOON) in clash.mine) == (True, True)
    assert client.post(page, sent).status_code == 302  # only they changed it
    assert User.objects.get(pk=person.pk).role_terms == {"staff": today() + timedelta(days=3)}


@pytest.mark.usefixtures("administrator")
def test_an_extra_verb_needs_a_reason(client) -> None:
    person = make_user("volunteer")
    page = f"/kullanicilar/{person.pk}/yetkiler/"
    sent = {"accounts": "accounts.view_audit", "accounts-until-accounts.view_audit": format_date(SOON)}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, sent | {"reason": "Yıl sonu"}).status_code == 302
    grant = person.verb_grants.get()
    assert (grant.until, grant.reason, grant.given_by.full_name) == (SOON, "Yıl sonu", "Elif Demir")
    assert client.post(page, {}).status_code == 302  # taking it needs none
    assert not person.verb_grants.exists()


@pytest.mark.usefixtures("administrator")
def test_half_of_a_pair_is_refused_beside_the_field(client) -> None:
    ForbiddenPair.objects.get_or_create(first="accounting", second="board", defaults={"reason": "Kaydeden onaylamaz."})
    ForbiddenPair.objects.update(reason="Kaydeden onaylamaz.")
    answer = edit(client, make_user("accounting"), roles=["accounting", "board"])
    assert answer.status_code == 422
    assert "Kaydeden onaylamaz." in str(answer.context["form"].errors["roles"])


# Pairs


@pytest.mark.usefixtures("administrator")
def test_a_pair_is_written_down_and_lifted(client) -> None:
    ForbiddenPair.objects.all().delete()
    both = make_user("staff", full_name="İki Rollü")
    both.groups.add(Group.objects.get(name="volunteer"))
    sent = {"first": "volunteer", "second": "beneficiaries.add_household", "reason": "Gönüllü kayıt açmaz."}
    assert client.post("/yetkiler/ciftler/yeni/", sent).status_code == 302
    pair = ForbiddenPair.objects.get()
    assert (pair.first, pair.second) == ("beneficiaries.add_household", "volunteer")
    page = text_of(client, "/yetkiler/ciftler/")
    assert "İki Rollü" in page
    assert client.post("/yetkiler/ciftler/yeni/", sent).status_code == 422
    assert client.post(f"/yetkiler/ciftler/{pair.pk}/kaldir/").status_code == 302
    assert not ForbiddenPair.objects.exists()
    entry = AuditEntry.objects.filter(table_name="accounts_forbiddenpair").latest("pk")
    assert (entry.action, entry.changes["second"]) == ("delete", ["volunteer", None])


@pytest.mark.usefixtures("administrator")
@pytest.mark.parametrize(
    ("first", "second"),
    [("staff", "staff"), ("staff", "beneficiaries.add_household"), ("staff", "accounts.fly"), ("", "staff")],
)
def test_a_pair_that_makes_no_sense_is_refused(client, first, second) -> None:
    before = ForbiddenPair.objects.count()
    sent = {"first": first, "second": second, "reason": "x"}
    assert client.post("/yetkiler/ciftler/yeni/", sent).status_code == 422
    assert ForbiddenPair.objects.count() == before


def test_whoever_manages_users_sees_pairs_without_changing_them(client) -> None:
    manager = make_user("staff")
    manager.user_permissions.add(Permission.objects.get(codename="manage_users"))
    pair, _ = ForbiddenPair.objects.get_or_create(first="auditor", second="staff", defaults={"reason": "x"})
    client.force_login(manager)
    assert "Çift ekle" not in text_of(client, "/yetkiler/ciftler/")
    assert client.get("/yetkiler/ciftler/yeni/").status_code == 403
    assert client.post(f"/yetkiler/ciftler/{pair.pk}/kaldir/").status_code == 403
    assert ForbiddenPair.objects.filter(pk=pair.pk).exists()
