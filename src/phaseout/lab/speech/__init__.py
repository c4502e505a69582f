"""What the devices of the laboratory say in the protocols of their makers, of video, and of networks."""
