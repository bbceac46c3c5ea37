"""Logistic regression with a ridge penalty, fitted by Newton's method; needs nothing but numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Logistic:
    """Probability of "good" = 1 / (1 + exp(-(bias + Σ weight · (feature - mean) / scale)))."""

    mean: Array
    scale: Array
    weights: Array
    bias: float

    def probability(self, features: Array) -> Array:
        standard = (features - self.mean) / self.scale
        return 1 / (1 + np.exp(-(standard @ self.weights + self.bias)))


def fit(
    features: Array, labels: Array, sample_weights: Array, ridge: float = 1.0, steps: int = 50
) -> Logistic:
    """Fits rows of features to labels 0/1; ``ridge`` weighs each squared standardized coefficient.

    The penalty keeps coefficients of features that say nearly the same small, and the fit defined
    when a feature never varies (its scale is then 1 and its coefficient 0).
    """
    if not 0 < labels.mean() < 1:
        raise ValueError("a gate needs good and bad examples; the labels are all the same")
    total = sample_weights.sum()
    mean = (features * sample_weights[:, None]).sum(0) / total
    variance = ((features - mean) ** 2 * sample_weights[:, None]).sum(0) / total
    scale = np.where(variance > 1e-12, np.sqrt(variance), 1.0)
    design = np.column_stack((np.ones(len(labels)), (features - mean) / scale))
    penalty = np.diag([1e-9, *[ridge] * features.shape[1]])
    solution = np.zeros(design.shape[1])
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-design @ solution))
        gradient = design.T @ (sample_weights * (probability - labels)) + penalty @ solution
        curvature = sample_weights * probability * (1 - probability)
        step = np.linalg.solve((design * curvature[:, None]).T @ design + penalty, gradient)
        solution -= step
        if np.abs(step).max() < 1e-9:
            break
    return Logistic(mean, scale, solution[1:], float(solution[0]))
