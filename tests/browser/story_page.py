"""The story alone on a page, so that it can be looked at whatever page includes it."""

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from guywire.clinic.checks import story
from guywire.clinic.checks.record import check_on
from guywire.clinic.people.device import device_of
from guywire.site.urls import urlpatterns as site

PAGE = Template(
    """{% extends "site/base.html" %}{% load static %}
    {% block head %}<link rel="stylesheet" href="{% static 'checks/story.css' %}">{% endblock %}
    {% block main %}<h1>The story</h1>{% include "checks/story/all.html" %}{% endblock %}"""
)


def page(request: HttpRequest) -> HttpResponse:
    told = story.context(check_on(device_of(request)))
    return HttpResponse(PAGE.render(RequestContext(request, {"story": told})))


urlpatterns = [path("story/", page), *site]
