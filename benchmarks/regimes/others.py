"""Functions of other libraries."""

import numpy as np
from scipy import special
from scipy.optimize import rosen, rosen_der

from .problem import Problem, regime


@regime("SciPy: Rosenbrock's function")
def rosenbrock(seed):
    x = np.random.default_rng(seed).normal(size=10)
    return Problem(rosen, rosen_der, x)


@regime("SciPy: a softmax in logarithms")
def softmax(seed):
    rng = np.random.default_rng(seed)
    x, c = 5 * rng.normal(size=8), rng.normal(size=8)
    return Problem(
        lambda p: special.logsumexp(p) - (c * p).sum(),
        lambda p: special.softmax(p) - c,
        x,
        lambda p: np.log(np.exp(p).sum()) - (c * p).sum(),
    )


@regime("SciPy: counts of a Dirichlet")
def dirichlet(seed):
    rng = np.random.default_rng(seed)
    k, n = 10.0 ** rng.uniform(-3, 3, 5), rng.integers(1, 50, 5)

    def likelihood(gamma):
        return lambda a: (
            gamma(a.sum() + n.sum()) - gamma(a.sum()) - (gamma(a + n) - gamma(a)).sum()
        )

    def gradient(a):
        of_all = special.digamma(a.sum() + n.sum()) - special.digamma(a.sum())
        return of_all - (special.digamma(a + n) - special.digamma(a))

    return Problem(
        likelihood(special.gammaln),
        gradient,
        k,
        likelihood(special.loggamma),
        agrees=1e-6,
    )
