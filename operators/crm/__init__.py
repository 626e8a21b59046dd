"""The file of a CRM: who has a contract, until when, who owes, who looks after whom, and who works there."""
