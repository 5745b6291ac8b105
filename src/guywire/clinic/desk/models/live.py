from django.db import models


class DeskVersion(models.Model):
    """A number that is raised after what the desk shows has changed. One row."""

    number = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="one_desk_version", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return str(self.number)
