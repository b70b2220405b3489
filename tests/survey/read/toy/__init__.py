"""Twelve invented people, one questionnaire, and what every platform would write of their answers.

Made from what is known of the formats, without our readers: nothing here imports `survey.read`.
"""
