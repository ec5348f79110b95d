"""The addresses of accounts: signing in, one's own profile, managing users, the audit trail, security.

Of allauth's pages only those are here that the panel uses; their names are allauth's.
"""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from .views import (
    audit,
    google,
    own_security,
    profile,
    restoring,
    rights,
    security,
    sessions,
    sign_in,
    sign_in_code,
    users,
)

accounts = (
    [
        path("hesap/", profile.profile, name="profile"),
        path("hesap/oturumlar/", sessions.own_sessions, name="own_sessions"),
        path("hesap/oturumlar/<int:here>/", sessions.own_session_list, name="own_session_list"),
        path("hesap/oturumlar/<int:pk>/kapat/", sessions.own_session_end, name="own_session_end"),
        path("hesap/oturumlar/digerlerini-kapat/", sessions.own_sessions_end, name="own_sessions_end"),
        path("giris/kod/", sign_in_code.sign_in_code, name="sign_in_code"),
        path("hesap/guvenlik/", own_security.own_security, name="own_security"),
        path("hesap/guvenlik/gerekli/", own_security.factor_required, name="factor_required"),
        path("hesap/guvenlik/kur/", own_security.factor_set_up, name="factor_set_up"),
        path("hesap/guvenlik/kapat/", own_security.factor_turn_off, name="factor_turn_off"),
        path("hesap/guvenlik/kodlar/", own_security.backup_codes, name="backup_codes"),
        path("hesap/guvenlik/cihazlar/<int:pk>/", own_security.device_revoke, name="device_revoke"),
        path("hesap/dogrula/", own_security.confirm_identity, name="confirm_identity"),
        path("media/avatars/<str:name>", profile.avatar, name="avatar"),
        path("kullanicilar/", users.user_list, name="user_list"),
        path("kullanicilar/davet/", users.user_invite, name="user_invite"),
        path("kullanicilar/<int:pk>/", users.user_detail, name="user_detail"),
        path("kullanicilar/<int:pk>/duzenle/", users.user_edit, name="user_edit"),
        path("kullanicilar/<int:pk>/degisenler/<slug:outline>/", users.user_news, name="user_news"),
        path("kullanicilar/<int:pk>/yetkiler/", users.user_verbs, name="user_verbs"),
        path("kullanicilar/<int:pk>/ikinci-adim/", users.user_reset_factor, name="user_reset_factor"),
        path("kullanicilar/<int:pk>/kapat/", users.user_deactivate, name="user_deactivate"),
        path("kullanicilar/<int:pk>/ac/", users.user_reactivate, name="user_reactivate"),
        path("kullanicilar/<int:pk>/kilidi-ac/", users.user_unlock, name="user_unlock"),
        path("kullanicilar/<int:pk>/davet/", users.user_invite_again, name="user_invite_again"),
        path("kullanicilar/<int:pk>/oturumlar/kapat/", sessions.user_sessions_end, name="user_sessions_end"),
        path("kullanicilar/<int:pk>/oturumlar/<int:number>/kapat/", sessions.user_session_end, name="user_session_end"),
        path("kullanicilar/<int:pk>/neler-yapabilir/", rights.user_rights, name="user_rights"),
        path("yetkiler/", rights.rights, name="rights"),
        path("yetkiler/roller/", rights.role_overview, name="role_overview"),
        path("yetkiler/ciftler/", rights.pair_list, name="pair_list"),
        path("yetkiler/ciftler/yeni/", rights.pair_create, name="pair_create"),
        path("yetkiler/ciftler/<int:pk>/kaldir/", rights.pair_delete, name="pair_delete"),
        path("yetkiler/kim/<str:verb>/", rights.verb_holders, name="verb_holders"),
        path("denetim-kayitlari/", audit.audit_list, name="audit_list"),
        path("denetim-kayitlari/disa-aktar/", audit.audit_export, name="audit_export"),
        path("denetim-kayitlari/butunluk/", audit.audit_integrity, name="audit_integrity"),
        path("denetim-kayitlari/butunluk/dogrula/", audit.audit_verify, name="audit_verify"),
        path("denetim-kayitlari/<int:pk>/", audit.audit_detail, name="audit_detail"),
        path("denetim-kayitlari/<int:pk>/geri-getir/", restoring.audit_restore, name="audit_restore"),
        path("denetim-kayitlari/kayit/<slug:table>/<str:key>/", restoring.audit_record, name="audit_record"),
        path("guvenlik/olaylar/", security.security_list, name="security_list"),
        path("guvenlik/olaylar/disa-aktar/", security.security_export, name="security_export"),
        path("guvenlik/olaylar/toplu/<slug:action>/", security.security_bulk, name="security_bulk"),
        path("guvenlik/olaylar/<int:pk>/", security.security_event, name="security_event"),
        path("guvenlik/olaylar/<int:pk>/incele/", security.security_review, name="security_review"),
        path("guvenlik/olaylar/<int:pk>/yeniden-ac/", security.security_reopen, name="security_reopen"),
        path("guvenlik/uyari/", security.security_banner, name="security_banner"),
        path("guvenlik/oturum-sureleri/", sessions.session_limits, name="session_limits"),
        path("guvenlik/ayarlar/", security.security_settings, name="security_settings"),
        path(
            "guvenlik/ayarlar/degisenler/<slug:outline>/",
            security.security_settings_news,
            name="security_settings_news",
        ),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(accounts)),
    path("giris/", sign_in.sign_in, name="account_login"),
    path("giris/google/", google.start, name="google_start"),
    path("giris/google/donus/", google.callback, name="google_callback"),
    path("cikis/", allauth_views.logout, name="account_logout"),
    path("kayit/", sign_in.no_registration, name="account_signup"),  # allauth asks for the name, nobody for the page
    path("hesap/parola/", sign_in.change_password, name="account_change_password"),
    path("parola/unuttum/", sign_in.forgotten_password, name="account_reset_password"),
    path("parola/unuttum/gonderildi/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path("parola/yeni/tamam/", allauth_views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^parola/yeni/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-0-9A-Za-z]+)/$",
        sign_in.new_password,
        name="account_reset_password_from_key",
    ),
]
