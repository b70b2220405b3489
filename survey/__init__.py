"""What was asked, and what came back."""

from survey.errors import StudyError
from survey.study import Study

__all__ = ["Study", "StudyError"]
