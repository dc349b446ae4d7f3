"""Gradients by inputs, in float64: of a small convolutional classifier with batch normalisation and dropout in evaluation, and the
integrated gradients of Sundararajan et al. 2017 by the midpoint rule. Parameters and images are numbers as in golden_networks.py."""

import torch
from torch import nn

from golden_networks import fill, images, random_numbers

SAMPLES, SHAPE, CLASSES, STEPS = 3, (2, 7, 6), 5, 6


def classifier():
    return nn.Sequential(
        nn.Conv2d(2, 4, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Dropout(0.25),
        nn.Linear(16, 6), nn.Tanh(), nn.Linear(6, CLASSES))


def make():
    module = classifier().double().eval()
    tensors = fill(module)
    with torch.no_grad():
        module[1].running_mean.copy_(0.2 * random_numbers(50, (4,)).float().double())
        module[1].running_var.copy_((1 + 0.5 * random_numbers(51, (4,))).float().double())
    x = images(0, SAMPLES, SHAPE)
    baseline = images(1, SAMPLES, SHAPE)
    best = module(x).argmax(1)

    def gradient(at, score):
        at = at.clone().requires_grad_()
        module(at).gather(1, score[:, None]).sum().backward()
        return at.grad

    second = torch.full((SAMPLES,), 2)
    path = sum(gradient(baseline + (k + 0.5) / STEPS * (x - baseline), second) for k in range(STEPS)) / STEPS
    integrated = (x - baseline) * path
    change = (module(x) - module(baseline))[:, 2]
    return {
        "samples": SAMPLES, "steps": STEPS, "score": 2, "tensors": tensors, "best": best.tolist(),
        "saliency": gradient(x, best).flatten(), "integrated": integrated.flatten().detach(),
        "gaps": (integrated.flatten(1).sum(1) - change).detach(),
    }
