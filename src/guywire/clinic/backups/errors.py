class BackupError(Exception):
    """Why a copy could not be made, checked or restored, in a sentence for the operator."""
