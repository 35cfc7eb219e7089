"""The reviewer's desk: everything received in one round, read, followed, decided on, and answered by letters."""
