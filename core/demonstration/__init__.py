"""The demonstration: Bắc Kạn under plan 129/KH-MTTQ-BTT, told through the program's own use cases.

Places, documents and kinds of works and models are real; items, figures and people are invented.
"""
