"""Setting up the second factor and signing in with it, in a real browser with the real Content-Security-Policy."""

import re
from pathlib import Path

from playwright.sync_api import expect

from ..factories import PASSWORD, Phone, make_user


def test_from_the_square_to_the_next_sign_in(browse, accessible) -> None:
    user = make_user("volunteer")
    page = browse(user)
    page.goto("/hesap/guvenlik/")
    page.get_by_role("button", name="İkinci adımı kur").click()
    expect(page.locator(".qr-box svg")).to_be_visible()
    accessible(page)
    page.get_by_text("Kareyi okutamıyorsanız").click()
    phone = Phone(page.locator(".secret").inner_text())
    page.get_by_label("Doğrulama kodu").fill(phone.code())
    page.get_by_role("button", name="Onayla").click()
    accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="İndir").click()
    codes = Path(download.value.path()).read_text().split()
    assert len([code for code in codes if re.fullmatch(r"[a-z2-9]{5}-[a-z2-9]{5}", code)]) == 10

    page.context.clear_cookies()
    page.goto("/giris/")
    page.get_by_label("E-posta").fill(user.email)
    page.get_by_label("Parola").fill(PASSWORD)
    page.get_by_role("button", name="Giriş yap").click()
    expect(page.get_by_label("Doğrulama kodu")).to_be_focused()
    accessible(page)
    page.get_by_role("link", name="Yedek kod kullan").click()
    page.get_by_label("Yedek kod").fill(codes[0])
    page.get_by_label("güven").check()
    page.get_by_role("button", name="Giriş yap").click()
    page.goto("/hesap/guvenlik/")
    expect(page.locator("#live-lamp")).to_have_attribute("data-state", "live")
    expect(page.get_by_role("row", name="Chrom")).to_be_visible()
    accessible(page)
