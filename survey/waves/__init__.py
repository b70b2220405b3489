"""Follow-up waves: what changed in the questionnaire, and what of each wave is the same in the survey."""
