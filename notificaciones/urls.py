"""The mails that were sent, in development; elsewhere these addresses do not exist."""

from django.urls import path

from notificaciones import views

app_name = "correo"
urlpatterns = [
    path("", views.mail_list, name="list"),
    path("<slug:nombre>/", views.mail_detail, name="detail"),
    path("<slug:nombre>/html/", views.mail_html, name="html"),
]
