"""Money: funds, cash boxes and bank accounts, and the ledger of what came in and went out."""
