"""The JSON API: thin views over the services; docs at /api/docs."""
