"""What do lines of text name, and is it bought?"""

from phaseout.domain.wording import Stance, Task
from phaseout.identify.mentions.reader import Reader
from phaseout.identify.mentions.reading import Article, Bearing, Mention, Reading, Written

__all__ = ["Article", "Bearing", "Mention", "Reader", "Reading", "Stance", "Task", "Written"]
