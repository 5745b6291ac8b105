from django.db import models


class Parcel(models.Model):
    """What one device holds, on its way to another: sealed, for minutes, deleted when taken.

    The key is in the code that the person carries. Neither it nor the code is stored.
    """

    lookup = models.CharField(max_length=32, primary_key=True)
    sealed = models.BinaryField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"until {self.expires_at:%H:%M}"
