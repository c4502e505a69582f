"""What was decided and changed, in an order that nobody can alter unseen? (docs/ledger.md)"""
