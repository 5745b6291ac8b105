from django.apps import AppConfig, apps


class SiteConfig(AppConfig):
    name = "guywire.site"
    label = "site"

    def ready(self) -> None:
        from guywire.site.content import watch_migrations

        # Django sends its signals only for an app that has models.
        watch_migrations(apps.get_app_config("welcome"))
