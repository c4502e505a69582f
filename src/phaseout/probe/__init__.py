"""What answers on the network, when it is asked gently and by leave of whoever owns it?

Opt-in, and nothing leaves but through ``gate.Gate``: a signed scope says which addresses may be asked, when
and how fast. What is heard goes through the dialects of ``phaseout.intake`` and comes out as observation
lines.
"""
