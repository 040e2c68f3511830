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


# --8<-- [start:answer_batch]
import mlp

draw_8 = mlp.draw


def draw_12(seed):
    X, labels, p = draw_8(seed)
    rows = [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3]
    return X[rows], labels[rows], p


mlp.draw = draw_12
refused, of_another_shape = [], []
for bug in bugs.values():
    if bug.network != "mlp":
        continue
    planted = problem(bug, seed=0)
    p = planted.parameters
    try:
        J, g = planted.cost(p), planted.gradient(p)
    except ValueError:
        refused.append(bug.title)
        continue
    if any(g[name].shape != p[name].shape for name in p):
        of_another_shape.append(bug.title)
mlp.draw = draw_8
print("NumPy refuses:", *refused, sep="\n  ")
print("of another shape:", *of_another_shape, sep="\n  ")
# --8<-- [end:answer_batch]


# --8<-- [start:answer_yours]
averaged = Bug(
    name="bias-averaged",
    title="One bias is averaged over the batch, not summed",
    network="mlp",
    old="db1 = delta1.sum(axis=0)",
    new="db1 = delta1.mean(axis=0)",
    lesson="The mean is in delta3 already.",
)
planted = problem(averaged, seed=0)
correct = problem(averaged, seed=0, correct=True)
print(f"with the bug    {correct.cost(train(planted)):.4f}")
print(f"without it      {correct.cost(train(correct)):.4f}")
print(*check(planted).causes, sep="\n")
# --8<-- [end:answer_yours]


# --8<-- [start:answer_computed_once]
once = problem(bugs["computed-once"], seed=0)
p = once.parameters
print(check_gradient(once.cost, once.gradient, p).verdict)
g = once.gradient(p)
p = {name: p[name] - once.rate * g[name] for name in p}
print(check_gradient(once.cost, once.gradient, p).verdict)
# --8<-- [end:answer_computed_once]
