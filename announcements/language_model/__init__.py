"""A language model that reads announcements, if the operator names one; code checks all that it says."""

from announcements.language_model.client import LanguageModel, ModelError
from announcements.language_model.verify import Claim, verified

__all__ = ["Claim", "LanguageModel", "ModelError", "verified"]
