# --8<-- [start:pick]
from bug_zoo import problem, read_bugs

bugs = {bug.name: bug for bug in read_bugs()}
bug = bugs["transpose-forgotten"]
print(bug.title)
print("-", bug.old)
print("+", bug.new)
# --8<-- [end:pick]


# --8<-- [start:train]
def train(problem):
    p = problem.parameters
    for _ in range(problem.steps):
        g = problem.gradient(p)
        p = {name: p[name] - problem.rate * g[name] for name in p}
    return p


planted, correct = problem(bug, seed=0), problem(bug, seed=0, correct=True)
print(f"start           {correct.cost(correct.parameters):.5f}")
print(f"with the bug    {correct.cost(train(planted)):.5f}")
print(f"without it      {correct.cost(train(correct)):.5f}")
# --8<-- [end:train]


# --8<-- [start:check]
from gradient_check import check_gradient


def check(problem):
    return check_gradient(problem.cost, problem.gradient, problem.parameters)


for network in planted, correct:
    report = check(network)
    print(report.verdict, *report.causes, sep="\n  ")
# --8<-- [end:check]


# --8<-- [start:every]
from collections import Counter

verdicts = [check(problem(bug, seed=0)).verdict for bug in bugs.values()]
for verdict, count in Counter(verdicts).items():
    print(f"{verdict:12} {count:3}")
# --8<-- [end:every]


# --8<-- [start:yours]
from bug_zoo import Bug

mine = Bug(
    name="tanh-for-the-sigmoid",
    title="tanh stands where a sigmoid belongs",
    network="lesson",
    old="s = sigmoid(z)",
    new="s = np.tanh(z)",
    lesson="A slope belongs to one curve.",
)
for cause in check(problem(mine, seed=0)).causes:
    print(cause)
# --8<-- [end:yours]
