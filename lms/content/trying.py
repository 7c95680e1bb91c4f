"""What a module has besides pages: knowledge checks, reflections, practice, and the plan for the room."""

from dataclasses import dataclass, field

MARKDOWN = {"markdown": True}  # its author writes Markdown; once it is read, it is safe HTML


@dataclass(frozen=True)
class Answer:
    """An answer to choose, and why it is right or isn't."""

    text: str
    why: str = field(metadata=MARKDOWN)
    right: bool = False


@dataclass(frozen=True)
class Check:
    """A knowledge check. With several right answers, all of them are to be ticked."""

    id: str
    ask: str = field(metadata=MARKDOWN)
    answers: tuple[Answer, ...]

    @property
    def several(self) -> bool:
        return sum(answer.right for answer in self.answers) > 1


@dataclass(frozen=True)
class Reflection:
    """A question about one's own workplace; what is written is private."""

    id: str
    title: str
    prompt: str = field(metadata=MARKDOWN)


@dataclass(frozen=True)
class Step:
    minutes: int
    title: str
    text: str = field(metadata=MARKDOWN)


@dataclass(frozen=True)
class Plan:
    """How a facilitator can lead the module in the room."""

    aim: str
    steps: tuple[Step, ...]
    needs: tuple[str, ...] = ()

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class Criterion:
    id: str
    title: str
    description: str
    starred: bool = False


@dataclass(frozen=True)
class Shown:
    """What a choice shows against one criterion: 2 meets well, 1 meets, 0 not yet."""

    criterion: str
    points: int


@dataclass(frozen=True)
class Choice:
    say: str  # what one says or does
    then: str = field(metadata=MARKDOWN)
    because: str = field(metadata=MARKDOWN)
    to: str  # the scene that follows
    shows: tuple[Shown, ...] = ()


@dataclass(frozen=True)
class Scene:
    """What happens, and what one can do; without choices it is an ending."""

    id: str
    title: str
    text: str = field(metadata=MARKDOWN)
    choices: tuple[Choice, ...] = ()
    ending: str = ""


@dataclass(frozen=True)
class Practice:
    """A situation to play through, one choice after another, with a debrief at the end."""

    slug: str
    title: str
    summary: str
    minutes: int
    starts_at: str
    criteria: tuple[Criterion, ...]
    scenes: tuple[Scene, ...]

    def scene(self, id: str) -> Scene | None:
        return next((scene for scene in self.scenes if scene.id == id), None)
