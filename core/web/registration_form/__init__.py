"""The registration form: five steps over one form, from what people type to what is stated."""
