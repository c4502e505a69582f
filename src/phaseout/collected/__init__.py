"""What was collected where no server is, in one file that says whose it is? (docs/collect.md)"""
