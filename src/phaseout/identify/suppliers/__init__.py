"""Which party of the register is a supplier?"""
