"""Invented people, a team and a programme that tests tell their stories with."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from facilitator_app.record.roles import Role
from facilitator_app.session import Who

START = datetime(2026, 3, 5, 17, 0, tzinfo=UTC)
INES = Who(id=UUID(int=1), name="Ines Okafor", roles=(Role.MEDICAL_PROVIDER,))
TOMAS = Who(id=UUID(int=2), name="Tomas Lind", roles=(Role.FACILITATOR,))
DEVI = Who(id=UUID(int=3), name="Devi Rao", roles=(Role.FACILITATOR,))
HALE = Who(id=UUID(int=4), name="Dr. Hale", roles=(Role.PRESCRIBER,))
ROWAN, AMARA, IDRIS, NOOR = (UUID(int=number) for number in range(11, 15))
