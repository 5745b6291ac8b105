"""A message that no channel carries: the desk calls."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_texts")]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="failure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unreachable", "The mail server does not answer."),
                    ("sign_in", "The mail server does not accept our user name or password."),
                    (
                        "encryption",
                        "The mail server does not offer a safe connection that we can trust.",
                    ),
                    ("sender", "The mail server does not accept our sender address."),
                    ("recipient", "The mail server does not know this address."),
                    ("address", "This address cannot be written to."),
                    ("content", "The mail server refused the message."),
                    ("busy", "The mail server asked us to try later."),
                    ("text_unreachable", "The text message service does not answer."),
                    ("text_sign_in", "The text message service does not accept our account."),
                    ("text_number", "This number takes no text messages."),
                    ("text_stopped", "The person replied STOP: this number gets no texts."),
                    ("text_refused", "The text message service refused the message."),
                    ("text_busy", "The text message service asked us to try later."),
                    ("text_lost", "The phone company did not deliver the message."),
                    ("fault", "Guywire could not write this message."),
                    ("no_address", "No email and no text reaches this person."),
                ],
                max_length=20,
            ),
        ),
    ]
