"""Apart: functions of other libraries."""

import numpy as np
from scipy import special, stats
from scipy.integrate import quad
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

from .problem import Problem, regime


@regime("scikit-learn: the likelihood of a Gaussian process")
def gaussian_process(seed):
    rng = np.random.default_rng(seed)
    X = rng.uniform(0, 5, (6, 1))
    t = np.sin(X[:, 0])
    start = rng.uniform(-1, 1, 3) + [0, 0, -2]
    model = GaussianProcessRegressor(
        ConstantKernel(1.0) * RBF(1.0) + WhiteKernel(0.1), optimizer=None
    ).fit(X, t)

    def formula(p):
        height, length, noise = np.exp(p)
        K = height * np.exp(-((X - X.T) ** 2) / length**2 / 2)
        K = K + (noise + model.alpha) * np.eye(6)
        sign, size = np.linalg.slogdet(K)
        return (
            -(t @ np.linalg.solve(K, t)) / 2
            - (np.log(sign) + size) / 2
            - 3 * np.log(2 * np.pi)
        )

    return Problem(
        model.log_marginal_likelihood,
        lambda p: model.log_marginal_likelihood(p, eval_gradient=True)[1],
        start,
        formula,
        agrees=1e-7,
    )


@regime("SciPy: a probit regression")
def probit(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(8, 4)) * rng.choice([-1, 1], (8, 1))

    def gradient(p):
        z = X @ p
        ratio = np.exp(-(z**2) / 2 - special.log_ndtr(z))
        return -X.T @ ratio / np.sqrt(2 * np.pi)

    return Problem(
        lambda p: -special.log_ndtr(X @ p).sum(), gradient, 2 * rng.normal(size=4)
    )


@regime("SciPy: Bessel functions")
def bessel(seed):
    rng = np.random.default_rng(seed)
    x, c = rng.uniform(0.1, 30, 6), rng.normal(size=6)
    turn = np.sin(np.linspace(0, 2 * np.pi, 200, endpoint=False))
    return Problem(
        lambda p: (c * special.jv(0, p)).sum(),
        lambda p: -c * special.jv(1, p),
        x,
        lambda p: c @ np.cos(np.outer(p, turn)).mean(axis=1),
    )


@regime("SciPy: a beta distribution's log-likelihood")
def beta(seed):
    rng = np.random.default_rng(seed)
    x, p = rng.uniform(0.05, 0.95, 6), 10.0 ** rng.uniform(-1, 2, 2)

    def cost(p):
        return -stats.beta.logpdf(x, p[0], p[1]).sum()

    def gradient(p):
        of_all = special.digamma(p.sum())
        logs = np.array([np.log(x).sum(), np.log1p(-x).sum()])
        return 6 * (special.digamma(p) - of_all) - logs

    def formula(p):
        a, b = p
        return (
            6 * (special.loggamma(a) + special.loggamma(b) - special.loggamma(a + b))
            - (a - 1) * np.log(x).sum()
            - (b - 1) * np.log1p(-x).sum()
        )

    return Problem(cost, gradient, p, formula, agrees=1e-8)


@regime("NumPy: a determinant and an inverse")
def determinant(seed):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(4, 4)) + 3 * np.eye(4)

    def cost(p):
        return np.linalg.slogdet(p)[1] + np.trace(np.linalg.inv(p))

    def gradient(p):
        inverse = np.linalg.inv(p)
        return (inverse - inverse @ inverse).T

    def formula(p):
        sign, size = np.linalg.slogdet(p)
        return np.log(sign) + size + np.trace(np.linalg.inv(p))

    return Problem(cost, gradient, A, formula, agrees=1e-8)


@regime("SciPy: an integral to a tolerance of 1e-8", exact=False)
def integral(seed):
    p = np.random.default_rng(seed).uniform(0.5, 2, 3)

    def cost(p):
        return sum(
            quad(
                lambda t: np.exp(-a * t) * abs(t - 0.3), 0, 1, epsabs=1e-8, epsrel=1e-8
            )[0]
            for a in p
        )

    def part(a, low, high, weight):
        """Return the integral of weight(t) e^(-a t) by Gauss-Legendre."""
        t, w = np.polynomial.legendre.leggauss(30)
        t = (low + high) / 2 + (high - low) / 2 * t
        return (high - low) / 2 * (w * weight(t) * np.exp(-a * t)).sum()

    def formula(p):
        return sum(
            part(a, 0, 0.3, lambda t: 0.3 - t) + part(a, 0.3, 1, lambda t: t - 0.3)
            for a in p
        )

    def gradient(p):
        return np.array(
            [
                -part(a, 0, 0.3, lambda t: (0.3 - t) * t)
                - part(a, 0.3, 1, lambda t: (t - 0.3) * t)
                for a in p
            ]
        )

    return Problem(cost, gradient, p, formula)
