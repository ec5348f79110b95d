"""The bench itself: what must fail does fail."""

import pytest
from django.db import connection
from django.template import engines


def test_an_undefined_variable_in_our_template_fails(settings, tmp_path):
    template = engines["django"].engine.from_string("{{ nothing }}")
    template.nodelist[0].origin.name = str(settings.BASE_DIR / "templates" / "page.html")
    from django.template import Context

    with pytest.raises(pytest.fail.Exception, match="nothing"):
        template.render(Context())


def test_an_undefined_variable_in_a_template_of_others_is_blank():
    assert engines["django"].from_string("{{ nothing }}").render() == ""


@pytest.mark.django_db
def test_the_database_is_a_real_postgresql():
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('app.test_flush')")
        assert cursor.fetchone() == ("on",)


@pytest.mark.django_db(transaction=True)
def test_a_transactional_test_can_clean_up():
    from accounts.models import User

    User.objects.create_user("a@ornek.org", full_name="A")


@pytest.mark.django_db
@pytest.mark.usefixtures("failing")
def test_a_get_that_writes_fails(client):
    with pytest.raises(pytest.fail.Exception, match="a GET writes: UPDATE"):
        client.get("/writing/")
    assert client.post("/writing/").status_code == 200
