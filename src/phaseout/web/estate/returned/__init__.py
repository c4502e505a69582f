"""How does an edited workbook come back?"""
