from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "guywire.site"
    label = "site"
