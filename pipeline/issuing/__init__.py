"""A draft becomes an issued paper: number, day and signer go into it, and from then on it is kept as it is.

``issue`` does it for the command and for rows that staff wrote into 发文登记; ``register`` keeps that register's file;
``wording`` says how the papers issued differ from what would be printed now.
"""
