from guywire.cli import app

app()
