"""Small models that other files make hard: all compute in the type given."""

import numpy as np

from .problem import Problem


def like(data, a):
    """Return the data in the type of an array of parameters."""
    return data.astype(a.dtype)


def tanh_network(seed):
    """Return a 3-4-2 network of tanh with mean squared error."""
    rng = np.random.default_rng(seed)
    X0, Y0 = rng.normal(size=(8, 3)), rng.normal(size=(8, 2))

    def forward(p):
        X, Y = like(X0, p["W1"]), like(Y0, p["W1"])
        a = np.tanh(X @ p["W1"] + p["b1"])
        return X, a, a @ p["W2"] - Y

    def cost(p):
        return (forward(p)[2] ** 2).sum() / 16

    def gradient(p):
        X, a, d = forward(p)
        d = d / 8
        back = d @ p["W2"].T * (1 - a**2)
        return {"W1": X.T @ back, "b1": back.sum(axis=0), "W2": a.T @ d}

    return Problem(
        cost,
        gradient,
        {
            "W1": rng.normal(size=(3, 4)) / 3**0.5,
            "b1": 0.1 * rng.normal(size=4),
            "W2": rng.normal(size=(4, 2)) / 2,
        },
    )


def logistic(seed):
    """Return a logistic regression of 12 examples with a penalty."""
    rng = np.random.default_rng(seed)
    X0 = rng.normal(size=(12, 6))
    s0 = rng.choice([-1.0, 1.0], 12)

    def margins(p):
        X, s = like(X0, p["w"]), like(s0, p["w"])
        return X, s, s * (X @ p["w"] + p["b"])

    def cost(p):
        m = margins(p)[2]
        losses = np.log(1 + np.exp(-m))
        return losses.sum() / 12 + (p["w"] ** 2).sum() / 20

    def gradient(p):
        X, s, m = margins(p)
        d = -s / (1 + np.exp(m)) / 12
        return {"w": X.T @ d + p["w"] / 10, "b": d.sum(keepdims=True)}

    return Problem(cost, gradient, {"w": rng.normal(size=6), "b": rng.normal(size=1)})


def decay_curve(seed):
    """Return the fit of three exponentials to a curve: heights and rates."""
    rng = np.random.default_rng(seed)
    t0 = np.linspace(0.1, 3, 15)
    y0 = np.exp(-t0) + 0.3 * rng.normal(size=15)

    def residuals(p):
        t, y = like(t0, p["k"]), like(y0, p["k"])
        E = np.exp(-p["k"][:, None] * t)
        return t, E, p["a"] @ E - y

    def cost(p):
        return (residuals(p)[2] ** 2).sum() / 2

    def gradient(p):
        t, E, r = residuals(p)
        return {"a": E @ r, "k": -p["a"] * (E @ (t * r))}

    return Problem(
        cost, gradient, {"a": rng.normal(size=3), "k": rng.uniform(0.3, 3, 3)}
    )


def factors(seed):
    """Return a matrix as the product of two thin ones, with a penalty."""
    rng = np.random.default_rng(seed)
    M0 = rng.normal(size=(5, 4))

    def cost(p):
        R = p["U"] @ p["V"] - like(M0, p["U"])
        return ((R**2).sum() + (p["U"] ** 2).sum() / 10) / 2

    def gradient(p):
        R = p["U"] @ p["V"] - like(M0, p["U"])
        return {"U": R @ p["V"].T + p["U"] / 10, "V": p["U"].T @ R}

    return Problem(
        cost, gradient, {"U": rng.normal(size=(5, 2)), "V": rng.normal(size=(2, 4))}
    )


def recurrent(seed):
    """Return a recurrent network of three units over four steps."""
    rng = np.random.default_rng(seed)
    X0, y0 = rng.normal(size=(4, 2)), rng.normal(size=3)

    def states(p):
        X = like(X0, p["W"])
        h = [np.zeros_like(p["W"][0])]
        for x in X:
            h.append(np.tanh(h[-1] @ p["W"] + x @ p["U"]))
        return X, h, h[-1] - like(y0, p["W"])

    def cost(p):
        return (states(p)[2] ** 2).sum() / 2

    def gradient(p):
        X, h, d = states(p)
        g = {n: np.zeros_like(a) for n, a in p.items()}
        for t in reversed(range(4)):
            d = d * (1 - h[t + 1] ** 2)
            g["W"] += np.outer(h[t], d)
            g["U"] += np.outer(X[t], d)
            d = p["W"] @ d
        return g

    return Problem(
        cost,
        gradient,
        {"W": rng.normal(size=(3, 3)) / 3**0.5, "U": rng.normal(size=(2, 3))},
    )


def mixture(seed):
    """Return the likelihood of two Gaussians, by means and log-widths."""
    rng = np.random.default_rng(seed)
    x0 = rng.normal(size=(10, 1)) * 2

    def parts(p):
        z = (like(x0, p["m"]) - p["m"]) * np.exp(-p["s"])
        L = p["w"] - z**2 / 2 - p["s"]
        E = np.exp(L)
        return z, E, E.sum(axis=1, keepdims=True)

    def cost(p):
        total = np.exp(p["w"]).sum()
        return np.log(total) - np.log(parts(p)[2]).sum() / 10

    def gradient(p):
        z, E, total = parts(p)
        r = E / total / 10
        q = np.exp(p["w"])
        return {
            "w": q / q.sum() - r.sum(axis=0),
            "m": -(r * z).sum(axis=0) * np.exp(-p["s"]),
            "s": (r * (1 - z**2)).sum(axis=0),
        }

    return Problem(
        cost,
        gradient,
        {
            "w": rng.normal(size=2),
            "m": rng.normal(size=2),
            "s": 0.3 * rng.normal(size=2),
        },
    )


def attention(seed):
    """Return one head of attention over four tokens, squared error."""
    rng = np.random.default_rng(seed)
    X0, Y0 = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))

    def forward(p):
        X = like(X0, p["Q"])
        q, k, v = X @ p["Q"], X @ p["K"], X @ p["V"]
        S = q @ k.T / 2
        E = np.exp(S - S.max(axis=1, keepdims=True))
        A = E / E.sum(axis=1, keepdims=True)
        return X, q, k, v, A, A @ v - like(Y0, p["Q"])

    def cost(p):
        return (forward(p)[-1] ** 2).sum() / 2

    def gradient(p):
        X, q, k, v, A, d = forward(p)
        dA = d @ v.T
        dS = A * (dA - (dA * A).sum(axis=1, keepdims=True)) / 2
        return {"Q": X.T @ (dS @ k), "K": X.T @ (dS.T @ q), "V": X.T @ (A.T @ d)}

    return Problem(cost, gradient, {n: rng.normal(size=(3, 2)) for n in "QKV"})


def heavy_tails(seed):
    """Return a regression with Student's t for its errors."""
    rng = np.random.default_rng(seed)
    X0, y0 = rng.normal(size=(10, 4)), 3 * rng.normal(size=10)

    def residuals(p):
        X = like(X0, p["w"])
        return X, (X @ p["w"] - like(y0, p["w"])) * np.exp(-p["s"])

    def cost(p):
        r = residuals(p)[1]
        return 2 * np.log(1 + r**2 / 3).sum() / 10 + p["s"].sum()

    def gradient(p):
        X, r = residuals(p)
        d = 4 * r / (3 + r**2) / 10
        return {"w": X.T @ d * np.exp(-p["s"]), "s": 1 - (d * r).sum(keepdims=True)}

    return Problem(
        cost, gradient, {"w": rng.normal(size=4), "s": 0.3 * rng.normal(size=1)}
    )


def counts(seed):
    """Return a Poisson regression."""
    rng = np.random.default_rng(seed)
    X0 = rng.normal(size=(10, 4)) / 2
    y0 = rng.poisson(2.0, 10).astype(float)

    def cost(p):
        X, y = like(X0, p["w"]), like(y0, p["w"])
        z = X @ p["w"] + p["b"]
        return (np.exp(z) - y * z).sum() / 10

    def gradient(p):
        X, y = like(X0, p["w"]), like(y0, p["w"])
        d = (np.exp(X @ p["w"] + p["b"]) - y) / 10
        return {"w": X.T @ d, "b": d.sum(keepdims=True)}

    return Problem(cost, gradient, {"w": rng.normal(size=4), "b": rng.normal(size=1)})
