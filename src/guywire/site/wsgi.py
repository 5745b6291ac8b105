import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guywire.site.settings")
application = get_wsgi_application()
# The addresses bring every page's code with them: loaded at the start, not in the first request.
_ = get_resolver().url_patterns
