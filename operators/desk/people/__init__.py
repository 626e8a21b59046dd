"""What staff do about one another at the desk: roles, skills, absences, and who is in the group at all."""
