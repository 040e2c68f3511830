# --8<-- [start:answer_rule]
import numpy as np
from bug_zoo import lesson_problem, mlp_problem, problem, read_bugs
from numerical_gradient import numerical_gradient


def slopes(problem, name):
    """Return the numerical gradient of one array."""
    p = problem.parameters
    return numerical_gradient(
        lambda a: problem.cost(p | {name: a}), p[name], epsilon=1e-5
    )


def fails(problem, bound=1e-6):
    """Is an entry off, or do two calls of the gradient differ?"""
    p = problem.parameters
    first, second = problem.gradient(p), problem.gradient(p)
    for name in p:
        n = slopes(problem, name)
        error = np.abs(first[name] - n).max()
        if error > bound * np.abs(n).max():
            return True
        if not np.array_equal(first[name], second[name]):
            return True
    return False


bugs = read_bugs()
seen = sum(fails(problem(bug, seed=0)) for bug in bugs)
print(f"fails {seen} of {len(bugs)} bugs")
for scale in 1, 10:
    for make in lesson_problem, mlp_problem:
        networks = [make(None, seed, scale) for seed in range(10)]
        alarms = sum(map(fails, networks))
        print(f"{make.__name__:14} × {scale:2}: {alarms:2} of 10")
# --8<-- [end:answer_rule]
