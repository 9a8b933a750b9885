"""The panels of the room's right side: one small view model each, all working at one desk."""
