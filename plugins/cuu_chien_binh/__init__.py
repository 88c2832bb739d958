"""Hội Cựu chiến binh: the Veterans' Association."""
