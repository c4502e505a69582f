"""Which packages must be done, and what of the problem do they rest on?"""

from dataclasses import replace

from phaseout.plan.problem import Problem


def needed(problem: Problem) -> set[str]:
    """Return the packages that must be done, and those that come before them."""
    names = {package.id for package in problem.packages if problem.must(package)}
    waiting = sorted(names)
    while waiting:
        then = waiting.pop()
        for first, other in problem.before:
            if other == then and first not in names:
                names.add(first)
                waiting.append(first)
    return names


def needed_part(problem: Problem) -> Problem:
    """Return the problem without the packages that may be left undone."""
    names = needed(problem)
    return replace(
        problem,
        packages=tuple(package for package in problem.packages if package.id in names),
        before=tuple(pair for pair in problem.before if set(pair) <= names),
    )
